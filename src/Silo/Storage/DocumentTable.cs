using System.Data.Common;
using System.Text.Json;
using Petitions.Grains.Documents;

namespace Petitions.Silo.Storage;

/// <summary>The tables <c>document</c> and <c>consent_record</c>, in the SQL that both databases understand.</summary>
internal sealed class DocumentTable(PetitionDatabase database) : IDocumentStore
{
    public Task AddVersionAsync(int petition, DocumentVersion version, PetitionDocument document, CancellationToken cancel) =>
        database.Registry.InTransactionAsync(async connection =>
        {
            foreach (var text in document.Texts)
            {
                await connection.ExecuteAsync(
                    "INSERT INTO document (petition, version, lang, hash, published_at, content)"
                    + " VALUES (@petition, @version, @lang, @hash, @published_at, @content) ON CONFLICT DO NOTHING",
                    cancel, ("@petition", petition), ("@version", version.Number), ("@lang", text.Lang), ("@hash", text.Hash),
                    ("@published_at", version.PublishedAt.UtcDateTime),
                    ("@content", JsonSerializer.Serialize(new { document.Facts, Text = text })));
            }
            foreach (var record in version.Consents) await AddAsync(connection, petition, version.Number, record, cancel);
            return 0;
        }, cancel);

    public async Task AddConsentAsync(int petition, int version, ConsentRecord record, CancellationToken cancel)
    {
        await using var connection = await database.Registry.OpenConnectionAsync(cancel);
        await AddAsync(connection, petition, version, record, cancel);
    }

    public async Task<PetitionText?> FindTextAsync(int petition, int version, string lang, CancellationToken cancel)
    {
        var found = await database.Registry.QueryAsync(
            "SELECT content FROM document WHERE petition = @petition AND version = @version AND lang = @lang",
            row => row.GetString(0), cancel, ("@petition", petition), ("@version", version), ("@lang", lang));
        if (found.FirstOrDefault() is not { } content) return null;
        using var document = JsonDocument.Parse(content);
        return document.RootElement.GetProperty("Text").Deserialize<PetitionText>();
    }

    private static Task AddAsync(DbConnection connection, int petition, int version, ConsentRecord record, CancellationToken cancel) =>
        connection.ExecuteAsync(
            "INSERT INTO consent_record (petition, number, document_version, lang, text_hash, given)"
            + " VALUES (@petition, @number, @version, @lang, @hash, @given) ON CONFLICT DO NOTHING",
            cancel, ("@petition", petition), ("@number", record.Number), ("@version", version), ("@lang", record.Lang),
            ("@hash", record.TextHash), ("@given", JsonSerializer.Serialize(record.Given)));
}
