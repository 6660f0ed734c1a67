using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Faults;

/// <summary>Tests of the audit that the kill tests rely on: it must report the planted faults of a faulty product.</summary>
[Collection(AuditCollection.Name)]
public sealed class DatabaseAuditFaultTests(PostgresServer postgres)
{
    private const int TriesMax = 5;

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task The_audit_detects_acknowledgements_before_the_commit(StoreKind kind)
    {
        var findings = await FindingsOfAsync(kind, "acknowledge-before-commit", expected: "lost:");
        Assert.Contains(findings, finding => finding.StartsWith("lost:", StringComparison.Ordinal));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task The_audit_detects_duplicates_of_a_store_without_unique_key(StoreKind kind)
    {
        var findings = await FindingsOfAsync(kind, "no-unique-key", expected: "duplicate:");
        Assert.Contains(findings, finding => finding.StartsWith("duplicate:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_audit_reports_nothing_without_a_planted_fault() =>
        Assert.Empty(await FindingsOfAsync(StoreKind.Sqlite, "none", expected: null));

    private async Task<IReadOnlyList<string>> FindingsOfAsync(StoreKind kind, string fault, string? expected)
    {
        IReadOnlyList<string> findings = [];
        for (var attempt = 1; attempt <= TriesMax; attempt++)
        {
            await using var store = await PetitionStore.CreateAsync(kind, postgres);
            var faulty = (store.Settings with { Program = ProgramFiles.FaultyProduct }).With("PETITION_TEST_FAULT", fault);
            var scenario = new KillScenario(store, faulty, seed: Environment.TickCount);
            await scenario.RunAsync(kills: 1);

            findings = scenario.Findings;
            var found = findings.Count == 0 ? "no finding" : string.Join("; ", findings);
            LongRun.Report($"planted {fault} on {kind}, attempt {attempt}: {found}");
            // A kill may happen at a moment at which nothing is lost.
            if (expected is null || findings.Any(finding => finding.StartsWith(expected, StringComparison.Ordinal))) break;
        }
        return findings;
    }
}
