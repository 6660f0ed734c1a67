using Petitions.Grains.Documents;
using Petitions.Silo.Storage;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Contract;

/// <summary>What the store of documents promises; the same facts for both databases.</summary>
public abstract class DocumentStoreContract
{
    internal abstract Task<StoreFixture> NewStoreAsync();

    [Fact]
    public async Task A_text_is_found_by_version_and_language_and_never_changes()
    {
        await using var fixture = await NewStoreAsync();
        var documents = new DocumentTable(fixture.Database);
        var (first, second) = (SamplePetition.Document(letter: "Dear all"), SamplePetition.Document(letter: "Dear everybody"));
        var version = DocumentVersions.Next([], first, SamplePetition.OpensAt);
        Assert.True(await documents.AddVersionAsync(fixture.Petition, version, first, CancellationToken.None));
        Assert.True(await documents.AddVersionAsync(fixture.Petition, version, first, CancellationToken.None));
        // A retry after a crash, by a document that was edited meanwhile: what is there stays.
        var edited = DocumentVersions.Next([], second, SamplePetition.OpensAt);
        Assert.False(await documents.AddVersionAsync(fixture.Petition, edited, second, CancellationToken.None));

        Assert.Equal("Dear all", (await documents.FindTextAsync(fixture.Petition, 1, "en", CancellationToken.None))!.Letter);
        Assert.Equal(first.Texts[0], await documents.FindTextAsync(fixture.Petition, 1, "de", CancellationToken.None));
        Assert.Null(await documents.FindTextAsync(fixture.Petition, 1, "fr", CancellationToken.None));
        Assert.Null(await documents.FindTextAsync(fixture.Petition, 2, "en", CancellationToken.None));
        Assert.Equal(version.Consents.Length, await fixture.ScalarAsync("SELECT count(*) FROM consent_record"));

        // It takes the next number, and its consents too.
        var next = DocumentVersions.Next([edited], second, SamplePetition.OpensAt);
        Assert.True(await documents.AddVersionAsync(fixture.Petition, next, second, CancellationToken.None));
        Assert.Equal("Dear everybody", (await documents.FindTextAsync(fixture.Petition, 2, "en", CancellationToken.None))!.Letter);
    }
}

/// <summary>Documents on SQLite.</summary>
public sealed class SqliteDocumentStoreTests : DocumentStoreContract
{
    internal override Task<StoreFixture> NewStoreAsync() => StoreFixture.OnSqliteAsync();
}

/// <summary>Documents on PostgreSQL.</summary>
public sealed class PostgresDocumentStoreTests(PostgresServer server) : DocumentStoreContract
{
    internal override Task<StoreFixture> NewStoreAsync() => StoreFixture.OnPostgresAsync(server);
}
