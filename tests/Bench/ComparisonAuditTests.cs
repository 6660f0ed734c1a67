using Petitions.Bench.Comparison.Auditing;
using Petitions.Bench.Comparison.Signing;
using Xunit;

namespace Petitions.Tests.Bench;

/// <summary>What the audit of <c>bench/compare</c> finds, and what becomes of the speed of a server that fails it.</summary>
public sealed class ComparisonAuditTests
{
    private const string Failed = "audit failed: 9 rows but the count is 8";

    [Theory]
    [InlineData(10, 10, 10, 10, 10, "ok")]
    // 30 % repeats.
    [InlineData(10, 10, 7, 7, 7, "ok")]
    // Two were not answered: stored or not, both are right.
    [InlineData(10, 8, 10, 8, 8, "ok")]
    [InlineData(10, 8, 10, 10, 10, "ok")]
    [InlineData(10, 0, 10, 0, 0, "audit failed: nothing acknowledged")]
    [InlineData(10, 10, 10, 10, 9, "audit failed: 10 rows but the count is 9")]
    [InlineData(10, 10, 7, 8, 8, "audit failed: 8 rows of 7 persons")]
    [InlineData(10, 8, 10, 7, 7, "audit failed: 7 rows of 10 persons although only 2 signatures were not acknowledged")]
    public void Every_acknowledged_person_is_one_row_and_counts(
        long sent, long acknowledged, long persons, long rows, long count, string expected) =>
        Assert.Equal(expected, SigningAudit.Decide(sent, acknowledged, persons, (rows, count)));

    [Fact]
    public void A_server_that_stores_nothing_only_has_to_answer() => Assert.Equal("ok", SigningAudit.Decide(10, 10, 10, null));

    [Fact]
    public async Task A_server_whose_audit_failed_once_has_no_speed()
    {
        using var table = new StringWriter();
        await SigningTable.WriteAsync(table, MedianFigures.OfAll(
        [
            Run("bare", 1, 4_000, "ok"), Run("crud", 1, 1_000, "ok"), Run("this-postgres", 1, 1_000, "ok"),
            Run("bare", 2, 2_000, "ok"), Run("crud", 2, 1_000, Failed), Run("this-postgres", 2, 2_000, "ok"),
        ]));

        Assert.Contains("| new | this-postgres | 1500 | 0.50 |", table.ToString(), StringComparison.Ordinal);
        Assert.Contains($"| new | crud | {Failed} | | | | | ", table.ToString(), StringComparison.Ordinal);
    }

    private static RunFigures Run(string server, int round, double rate, string audit) =>
        new("new", server, round, new(rate, 1, 2, 3, 4), PeakMb: 100, new(0, Acknowledged: 10, Persons: 10, Rows: 10, Count: 10), audit);
}
