using Petitions.Grains.Entry;
using Petitions.Grains.Ledger;

namespace Petitions.Silo.Storage;

/// <summary>What entries look up in <c>signature</c>, and the table <c>paper_line</c>, in the SQL that both databases understand.</summary>
internal sealed class EntryTable(PetitionDatabase database) : IEntryStore
{
    // SQLite's calls block: not on a thread that signers wait for.
    public Task<IReadOnlyDictionary<Guid, EnteredRow>> FindRowsAsync(
        int petition, IReadOnlyCollection<Guid> rowKeys, CancellationToken cancel) =>
        Task.Run<IReadOnlyDictionary<Guid, EnteredRow>>(async () => (await database.Registry.QueryAsync(
            "SELECT row_key, state, operation, withdrawn_epoch FROM signature WHERE petition = @petition AND row_key IN "
            + Keys(rowKeys, out var parameters, petition),
            row => (
                Key: database.ReadKey(row, 0),
                Row: new EnteredRow((SignatureState)row.GetInt16(1), database.ReadKey(row, 2), HasWithdrawn: !row.IsDBNull(3))),
            cancel, parameters)).ToDictionary(found => found.Key, found => found.Row), cancel);

    public Task<IReadOnlyDictionary<Guid, Guid>> FindLinesAsync(
        int petition, IReadOnlyCollection<Guid> lineKeys, CancellationToken cancel) =>
        Task.Run<IReadOnlyDictionary<Guid, Guid>>(async () => (await database.Registry.QueryAsync(
            "SELECT line_key, operation FROM paper_line WHERE petition = @petition AND line_key IN "
            + Keys(lineKeys, out var parameters, petition)
            + " AND EXISTS (SELECT 1 FROM signature"
            + " WHERE signature.petition = paper_line.petition AND signature.row_key = paper_line.row_key)",
            row => (Key: database.ReadKey(row, 0), Operation: database.ReadKey(row, 1)),
            cancel, parameters)).ToDictionary(found => found.Key, found => found.Operation), cancel);

    public Task ClaimLinesAsync(int petition, IReadOnlyCollection<PaperLine> lines, CancellationToken cancel) => Task.Run(() =>
        database.Registry.InTransactionAsync(async connection =>
        {
            var rows = new SqlValueRows();
            foreach (var line in lines)
            {
                rows.Add(petition, database.KeyValue(line.LineKey), database.KeyValue(line.RowKey), database.KeyValue(line.Operation));
            }
            return await connection.ExecuteAsync(
                $"""
                INSERT INTO paper_line (petition, line_key, row_key, operation) VALUES {rows}
                ON CONFLICT (petition, line_key) DO UPDATE SET row_key = excluded.row_key, operation = excluded.operation
                WHERE NOT EXISTS (
                  SELECT 1 FROM signature
                  WHERE signature.petition = paper_line.petition AND signature.row_key = paper_line.row_key)
                """,
                cancel, rows.Parameters);
        }, cancel), cancel);

    private string Keys(IReadOnlyCollection<Guid> keys, out (string Name, object Value)[] parameters, int petition)
    {
        var rows = new SqlValueRows();
        foreach (var key in keys) rows.Add(database.KeyValue(key));
        parameters = [("@petition", petition), .. rows.Parameters];
        // No list of values may be empty.
        return keys.Count == 0 ? "(NULL)" : $"(VALUES {rows})";
    }
}
