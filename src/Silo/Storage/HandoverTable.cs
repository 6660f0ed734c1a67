using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Petitions.Grains.Documents;
using Petitions.Grains.Handover;
using Petitions.Grains.Ledger;

namespace Petitions.Silo.Storage;

/// <summary>The table <c>handover</c>, and what a hand-over reads, in the SQL that both databases understand.</summary>
internal sealed class HandoverTable(PetitionDatabase database) : IHandoverStore
{
    private const string Columns =
        "number, cut_off, begun_at, begun_by, completed_at, signatures, fingerprint, refusal, files, letters";

    public async Task<Parcel> BeginAsync(int petition, DateTimeOffset now, HandoverRequest request, CancellationToken cancel)
    {
        await database.Registry.InTransactionAsync(async connection =>
        {
            // First, because it locks: two callers at a time begin one hand-over.
            var cutOff = await TallyTable.RaiseEpochAsync(connection, petition, cancel);
            var underWay = await connection.ScalarAsync(
                "SELECT number FROM handover WHERE petition = @petition AND completed_at IS NULL", cancel, ("@petition", petition));
            if (underWay is not null) return 0;
            return await connection.ExecuteAsync(
                """
                INSERT INTO handover (petition, number, cut_off, begun_at, begun_by, letters)
                SELECT @petition, coalesce(max(number), 0) + 1, @cut_off, @now, @by, @letters FROM handover WHERE petition = @petition
                """,
                cancel, ("@petition", petition), ("@cut_off", cutOff), ("@now", database.TimeValue(now)), ("@by", request.By),
                ("@letters", request.Letters));
        }, cancel);
        return (await ListAsync(petition, cancel)).First(one => one.CompletedAt is null);
    }

    public async Task<ImmutableArray<Parcel>> ListAsync(int petition, CancellationToken cancel) =>
    [
        .. await database.Registry.QueryAsync(
            $"SELECT {Columns} FROM handover WHERE petition = @petition ORDER BY number", HandoverOf, cancel, ("@petition", petition)),
    ];

    public async Task<ImmutableArray<int>> UnderWayAsync(CancellationToken cancel) =>
    [
        .. await database.Registry.QueryAsync(
            "SELECT petition FROM handover WHERE completed_at IS NULL ORDER BY petition", row => row.GetInt32(0), cancel),
    ];

    // As a transaction, because the ledger of SQLite makes way for those only.
    public Task EndAsync(int petition, Parcel ended, CancellationToken cancel) =>
        database.Registry.InTransactionAsync(connection => connection.ExecuteAsync(
            """
            UPDATE handover
            SET completed_at = @completed_at, signatures = @signatures, fingerprint = @fingerprint, refusal = @refusal, files = @files
            WHERE petition = @petition AND number = @number AND completed_at IS NULL
            """,
            cancel, ("@petition", petition), ("@number", ended.Number), ("@completed_at", database.TimeValue(ended.CompletedAt!.Value)),
            ("@signatures", ended.Signatures), ("@fingerprint", ended.Fingerprint ?? (object)DBNull.Value),
            ("@refusal", ended.Refusal ?? (object)DBNull.Value), ("@files", JsonSerializer.Serialize(ended.Files))), cancel);

    public async Task<bool> HasNewAsync(int petition, int afterEpoch, CancellationToken cancel) =>
        (await database.Registry.QueryAsync(
            "SELECT 1 FROM signature WHERE petition = @petition AND (state = @counted AND epoch > @epoch"
            + " OR state <> @counted AND epoch <= @epoch AND withdrawn_epoch > @epoch) LIMIT 1", row => row.GetInt32(0),
            cancel, ("@petition", petition), ("@counted", (short)SignatureState.Counted), ("@epoch", afterEpoch))).Count > 0;

    // SQLite's calls block: not on a thread that signers wait for.
    public Task<IReadOnlyList<HandoverRow>> ReadRowsAsync(int petition, Guid after, int max, CancellationToken cancel) =>
        Task.Run<IReadOnlyList<HandoverRow>>(async () => await database.Registry.QueryAsync(
            "SELECT row_key, state, epoch, withdrawn_epoch, document_version, consent_record, signed_at, sealed FROM signature"
            + $" WHERE petition = @petition AND row_key > @after ORDER BY row_key LIMIT {max.ToString(CultureInfo.InvariantCulture)}",
            RowOf, cancel, ("@petition", petition), ("@after", database.KeyValue(after))), cancel);

    public async Task<IReadOnlyDictionary<int, PublishedVersion>> ReadVersionsAsync(int petition, CancellationToken cancel)
    {
        var versions = new Dictionary<int, PublishedVersion>();
        foreach (var (version, content) in await database.Registry.QueryAsync(
            "SELECT version, content FROM document WHERE petition = @petition ORDER BY version, lang",
            row => (row.GetInt32(0), row.GetString(1)), cancel, ("@petition", petition)))
        {
            using var document = JsonDocument.Parse(content);
            var facts = document.RootElement.GetProperty("Facts").Deserialize<PetitionFacts>()!;
            var text = document.RootElement.GetProperty("Text").Deserialize<PetitionText>()!;
            versions[version] = versions.TryGetValue(version, out var begun)
                ? begun with { Texts = begun.Texts.Add(text) } : new(facts, [text]);
        }
        return versions;
    }

    private HandoverRow RowOf(DbDataReader row) => new(
        database.ReadKey(row, 0), (SignatureState)row.GetInt16(1), row.GetInt32(2), row.IsDBNull(3) ? null : row.GetInt32(3),
        row.GetInt32(4), row.GetInt32(5), row.IsDBNull(6) ? null : database.ReadTime(row, 6),
        row.IsDBNull(7) ? null : row.GetFieldValue<byte[]>(7));

    private Parcel HandoverOf(DbDataReader row) => new()
    {
        Number = row.GetInt32(0),
        CutOff = row.GetInt32(1),
        BegunAt = database.ReadTime(row, 2),
        BegunBy = row.GetString(3),
        CompletedAt = row.IsDBNull(4) ? null : database.ReadTime(row, 4),
        Signatures = row.GetInt64(5),
        Fingerprint = row.IsDBNull(6) ? null : row.GetString(6),
        Refusal = row.IsDBNull(7) ? null : row.GetString(7),
        Files = row.IsDBNull(8) ? [] : JsonSerializer.Deserialize<ImmutableArray<string>>(row.GetString(8)),
        Letters = row.GetBoolean(9),
    };
}
