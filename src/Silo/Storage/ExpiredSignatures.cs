using Petitions.Grains.Ledger;

namespace Petitions.Silo.Storage;

/// <summary>
/// Lets pending signatures expire, on either database. Silos that do it at the same time skip each other's rows. The count does not change,
/// because pending signatures are not in it.
/// </summary>
internal sealed class ExpiredSignatures(PetitionDatabase database)
{
    /// <summary>
    /// In one transaction: at most <paramref name="rowsMax"/> pending signatures that were signed before <paramref name="signedBefore"/>,
    /// the oldest first, become expired: their personal data is erased and nothing more is mailed. When mails were sent stays known, or a
    /// stranger could mail the same person from the start again. As many earlier attempts of that age are deleted.
    /// </summary>
    /// <param name="signedBefore">A whole minute, because rows hold no more.</param>
    /// <param name="now">When they expire.</param>
    /// <param name="rowsMax">Rows of the transaction, at most.</param>
    /// <param name="cancel">Gives up; nothing has expired then.</param>
    /// <returns>How many signatures and earlier attempts expired.</returns>
    public Task<int> ExpireAsync(DateTimeOffset signedBefore, DateTimeOffset now, int rowsMax, CancellationToken cancel) =>
        database.Mail.InTransactionAsync(async connection =>
        {
            var rows = new SqlValueRows();
            var expired = 0;
            await using (var command = connection.CreateCommand())
            {
                command.CommandText =
                    $"""
                    WITH old AS MATERIALIZED (
                      SELECT petition, row_key FROM signature WHERE state = 0 AND signed_at < @before
                      ORDER BY signed_at LIMIT {rowsMax} {database.SkipLocked}
                    )
                    UPDATE signature SET state = {(int)SignatureState.Expired}, sealed = NULL, anonymised_at = @now
                    FROM old WHERE signature.petition = old.petition AND signature.row_key = old.row_key AND signature.state = 0
                    RETURNING signature.petition, signature.row_key
                    """;
                command.AddParameter("@before", database.MinuteValue(signedBefore));
                command.AddParameter("@now", database.TimeValue(now));
                await using var reader = await command.ExecuteReaderAsync(cancel);
                for (; await reader.ReadAsync(cancel); expired++)
                    rows.Add(reader.GetInt32(0), database.KeyValue(database.ReadKey(reader, 1)));
            }
            if (expired > 0)
            {
                await connection.ExecuteAsync(
                    $"UPDATE mail SET due_at = NULL WHERE (petition, row_key) IN (VALUES {rows})", cancel, rows.Parameters);
            }
            return expired + await connection.ExecuteAsync(
                $"""
                DELETE FROM earlier_attempt WHERE (petition, row_key, operation) IN (
                  SELECT petition, row_key, operation FROM earlier_attempt WHERE sealed IS NOT NULL AND signed_at < @before
                  ORDER BY signed_at LIMIT {rowsMax} {database.SkipLocked})
                """,
                cancel, ("@before", database.MinuteValue(signedBefore)));
        }, cancel);
}
