using System.Data.Common;
using System.Globalization;
using Petitions.Grains.Ledger;

namespace Petitions.Silo.Storage;

/// <summary>
/// Erases what is stored about the signers of a petition whose keys are destroyed, in steps of one short transaction each. A repeated step
/// changes nothing, so two silos may do it at the same time, and another may go on where a dead one stopped. Rows and count stay.
/// </summary>
internal sealed class DataEraser(PetitionDatabase database)
{
    /// <summary>
    /// Empties the signatures among the next <paramref name="rowsMax"/> rows after <paramref name="after"/>, in the order of row keys. Who
    /// still waits for a confirmation cannot be confirmed any more: pending becomes expired.
    /// </summary>
    public async Task<EraseStep> EmptySignaturesAsync(int petition, Guid after, int rowsMax, DateTimeOffset at, CancellationToken cancel)
    {
        // No row key is nil: they are the outcome of an HMAC.
        var upTo = await FindKeyAsync(petition, after, rowsMax, cancel);
        await using var connection = await database.Registry.OpenConnectionAsync(cancel);
        var emptied = await connection.ExecuteAsync(
            """
            UPDATE signature
            SET sealed = NULL, anonymised_at = coalesce(anonymised_at, @at), state = CASE WHEN state = @pending THEN @expired ELSE state END
            WHERE petition = @petition AND row_key > @after AND row_key <= @up_to AND (sealed IS NOT NULL OR anonymised_at IS NULL)
            """,
            cancel, ("@petition", petition), ("@after", database.KeyValue(after)), ("@up_to", database.KeyValue(upTo ?? Guid.AllBitsSet)),
            ("@at", database.TimeValue(at)), ("@pending", (short)SignatureState.Pending), ("@expired", (short)SignatureState.Expired));
        return new(emptied, upTo);
    }

    /// <summary>
    /// Removes mails, sent or not, earlier attempts, ended mails and lines of sheets, each of at most <paramref name="peopleMax"/>
    /// people; returns how many rows these were.
    /// </summary>
    public async Task<int> RemoveMailAsync(int petition, int peopleMax, CancellationToken cancel)
    {
        var removed = 0;
        foreach (var table in new[] { "earlier_attempt", "mail", "mail_stop", "paper_line" })
        {
            await using var connection = await database.Registry.OpenConnectionAsync(cancel);
            removed += await connection.ExecuteAsync(
                $"DELETE FROM {table} WHERE petition = @petition AND row_key IN"
                + $" (SELECT row_key FROM {table} WHERE petition = @petition ORDER BY row_key"
                + $" LIMIT {peopleMax.ToString(CultureInfo.InvariantCulture)})",
                cancel, ("@petition", petition));
        }
        return removed;
    }

    /// <summary>Removes destroyed keys from the database's files, as far as it leaves them there.</summary>
    public Task ScrubKeysAsync(CancellationToken cancel) => database.ScrubKeysAsync(cancel);

    /// <summary>Frees the place of erased signatures and mails. Takes minutes with PostgreSQL when there are millions.</summary>
    public Task ScrubDataAsync(CancellationToken cancel) => database.ScrubDataAsync(cancel);

    // The row at which a step ends; null when so many are not left.
    private async Task<Guid?> FindKeyAsync(int petition, Guid after, int rows, CancellationToken cancel)
    {
        var found = await database.Registry.QueryAsync(
            "SELECT row_key FROM signature WHERE petition = @petition AND row_key > @after ORDER BY row_key"
            + $" LIMIT 1 OFFSET {(rows - 1).ToString(CultureInfo.InvariantCulture)}",
            KeyOf, cancel, ("@petition", petition), ("@after", database.KeyValue(after)));
        return found.Count == 0 ? null : found[0];
    }

    private Guid KeyOf(DbDataReader row) => database.ReadKey(row, 0);
}

/// <summary>What a step did.</summary>
/// <param name="Emptied">Rows that held something.</param>
/// <param name="UpTo">The last row key that it looked at: the next step goes on there; null when there are no more rows.</param>
internal readonly record struct EraseStep(int Emptied, Guid? UpTo);
