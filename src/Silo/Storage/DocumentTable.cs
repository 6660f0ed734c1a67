using System.Data.Common;
using System.Text.Json;
using Petitions.Grains.Documents;
using Petitions.Grains.Petitions;

namespace Petitions.Silo.Storage;

/// <summary>The tables <c>document</c> and <c>consent_record</c>, in the SQL that both databases understand.</summary>
internal sealed class DocumentTable(PetitionDatabase database) : IDocumentStore
{
    public Task<bool> AddVersionAsync(int petition, DocumentVersion version, PetitionDocument document, CancellationToken cancel) =>
        database.Registry.InTransactionAsync(async connection =>
        {
            if (await HoldsOtherAsync(connection, petition, version, document, cancel)) return false;
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
            return true;
        }, cancel);

    public async Task AddConsentAsync(int petition, int version, ConsentRecord record, CancellationToken cancel)
    {
        await using var connection = await database.Registry.OpenConnectionAsync(cancel);
        await AddAsync(connection, petition, version, record, cancel);
    }

    // Two publications at the same moment are both silos' own folder: the terms of one of them are refused by the grain's storage.
    private static async Task<bool> HoldsOtherAsync(
        DbConnection connection, int petition, DocumentVersion version, PetitionDocument document, CancellationToken cancel)
    {
        var texts = await connection.QueryAsync(
            "SELECT lang, hash FROM document WHERE petition = @petition AND version = @version",
            row => (row.GetString(0), row.GetString(1)), cancel, ("@petition", petition), ("@version", version.Number));
        var consents = await connection.QueryAsync(
            "SELECT number, document_version FROM consent_record WHERE petition = @petition AND number >= @first AND number < @imported",
            row => (row.GetInt32(0), row.GetInt32(1)), cancel, ("@petition", petition), ("@first", version.Consents[0].Number),
            ("@imported", ImportConsents.FirstNumber));
        return texts.Except(document.Texts.Select(text => (text.Lang, text.Hash))).Any()
            || consents.Except(version.Consents.Select(record => (record.Number, version.Number))).Any();
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
