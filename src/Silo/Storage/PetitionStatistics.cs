using System.Collections.Immutable;
using System.Data.Common;
using Petitions.Grains.Ledger;
using Petitions.Grains.Petitions;

namespace Petitions.Silo.Storage;

/// <summary>What admins ask about a petition, in the SQL that both databases understand.</summary>
internal sealed class PetitionStatistics(PetitionDatabase database, MailOutbox outbox) : IPetitionStatistics
{
    public async Task<SignatureStatistics?> ReadSignaturesAsync(int petition, CancellationToken cancel)
    {
        try
        {
            // SQLite's calls block: not on a thread that signers wait for.
            var states = await Task.Run(() => database.Registry.QueryAsync(
                """
                SELECT state, count(*), count(CASE WHEN withdrawn_epoch > epoch THEN 1 END), count(sealed)
                FROM signature WHERE petition = @petition GROUP BY state
                """,
                StateOf, cancel, ("@petition", petition)), cancel);
            var earlier = await Task.Run(() => database.Registry.QueryAsync(
                "SELECT count(*) FROM earlier_attempt WHERE petition = @petition AND sealed IS NOT NULL",
                row => row.GetInt64(0), cancel, ("@petition", petition)), cancel);
            long Rows(SignatureState state) => states.FirstOrDefault(one => one.State == state).Rows;
            return new()
            {
                Counted = Rows(SignatureState.Counted),
                Pending = Rows(SignatureState.Pending),
                Withdrawn = Rows(SignatureState.Withdrawn),
                WithdrawnAfterHandover = states.Sum(one => one.Late),
                Invalidated = Rows(SignatureState.Invalidated),
                Expired = Rows(SignatureState.Expired),
                Sealed = states.Sum(one => one.Sealed) + earlier[0],
            };
        }
        catch (Exception e) when (database.IsTimeout(e))
        {
            return null;
        }
    }

    public async Task<ImmutableArray<ConsentRecordCount>?> ReadConsentsAsync(int petition, CancellationToken cancel)
    {
        try
        {
            return
            [
                .. await Task.Run(() => database.Registry.QueryAsync(
                    """
                    SELECT consent_record, count(*), count(newsletter_withdrawn_at)
                    FROM signature WHERE petition = @petition AND state = @counted GROUP BY consent_record ORDER BY consent_record
                    """,
                    row => new ConsentRecordCount(row.GetInt32(0), row.GetInt64(1), row.GetInt64(2)),
                    cancel, ("@petition", petition), ("@counted", (short)SignatureState.Counted)), cancel),
            ];
        }
        catch (Exception e) when (database.IsTimeout(e))
        {
            return null;
        }
    }

    public Task<MailCounts> ReadMailAsync(int petition, CancellationToken cancel) => outbox.ReadCountsAsync(petition, cancel);

    private static (SignatureState State, long Rows, long Late, long Sealed) StateOf(DbDataReader row) =>
        ((SignatureState)row.GetInt16(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3));
}
