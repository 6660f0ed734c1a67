using Xunit;

namespace Petitions.Tests.Support;

/// <summary>
/// The tests that start programs and mostly wait for them: one after the other, beside other tests. What measures milliseconds is among
/// the <see cref="ExclusiveCollection"/>.
/// </summary>
[CollectionDefinition(Name)]
public sealed class SequentialCollection
{
    public const string Name = "Sequential processes";
}
