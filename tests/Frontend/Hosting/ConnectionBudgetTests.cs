using Petitions.Frontend.Hosting;
using Xunit;

namespace Petitions.Tests.Frontend.Hosting;

public sealed class ConnectionBudgetTests
{
    private const int Viewers = 12_000, PerAddress = 500;

    [Theory, InlineData(null), InlineData(1_048_576), InlineData(22_896)]
    public void Enough_files_allow_all_connections(int? files)
    {
        var budget = ConnectionBudget.Fit(files, Viewers, PerAddress);
        Assert.Equal((22_000, 12_000, 500, 5_000), (budget.Connections, budget.Viewers, budget.PerAddress, budget.KeepAlive));
    }

    [Theory, InlineData(1_024), InlineData(4_096), InlineData(20_000), InlineData(22_895)]
    public void Too_few_files_leave_room_for_other_files_and_share_the_rest(int files)
    {
        var budget = ConnectionBudget.Fit(files, Viewers, PerAddress);
        Assert.Equal(files, budget.Connections + ConnectionBudget.OtherFiles + 2 * ConnectionBudget.SpareConnections);
        // Signers and viewers as with enough: 10 to 12.
        Assert.Equal(budget.Connections * 12 / 22, budget.Viewers);
        Assert.InRange(budget.PerAddress, 1, budget.Connections / 2);
        Assert.InRange(budget.KeepAlive, 1, budget.Connections - budget.Viewers);
    }

    [Fact]
    public void No_address_may_have_more_than_half_of_all_connections() =>
        Assert.Equal(1_600, ConnectionBudget.Fit(4_096, Viewers, 100_000).PerAddress);

    [Fact]
    public void Without_viewers_all_connections_are_for_signers()
    {
        var budget = ConnectionBudget.Fit(null, 0, PerAddress);
        Assert.Equal((10_000, 0), (budget.Connections, budget.Viewers));
    }

    [Fact]
    public void Hardly_any_files_end_the_start_with_what_to_raise()
    {
        var refused = Assert.Throws<StartupException>(() => ConnectionBudget.Fit(1_023, Viewers, PerAddress));
        Assert.Contains("1023 files", refused.Message, StringComparison.Ordinal);
        Assert.Contains("22896", refused.Message, StringComparison.Ordinal);
        Assert.Contains("LimitNOFILE", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Max open files            1024                 524288               files     ", 1_024)]
    [InlineData("Max open files            unlimited            unlimited            files     ", null)]
    [InlineData("Max open files            99999999999          99999999999          files     ", int.MaxValue)]
    [InlineData("Max processes             63000                63000                processes ", null)]
    public void The_soft_limit_is_read(string line, int? files) =>
        Assert.Equal(files, OpenFileLimit.Parse(["Limit                     Soft Limit           Hard Limit           Units     ", line]));
}
