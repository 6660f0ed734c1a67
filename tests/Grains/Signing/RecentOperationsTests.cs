using Petitions.Grains.Signing;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Grains.Signing;

public sealed class RecentOperationsTests
{
    [Fact]
    public void The_last_operations_of_the_last_petitions_are_cached()
    {
        var memory = new RecentOperations();
        var operations = Enumerable.Range(0, RecentOperations.OperationsMax + 1).Select(_ => SampleEntry.Key()).ToArray();
        foreach (var operation in operations) memory.Add(1, operation);
        Assert.False(memory.Has(1, operations[0]));
        Assert.All(operations[1..], operation => Assert.True(memory.Has(1, operation)));

        for (var petition = 2; petition <= RecentOperations.PetitionsMax + 1; petition++) memory.Add(petition, operations[0]);
        Assert.False(memory.Has(1, operations[^1]));
        Assert.True(memory.Has(2, operations[0]) && memory.Has(RecentOperations.PetitionsMax + 1, operations[0]));
        Assert.False(memory.Has(2, operations[1]));
    }
}
