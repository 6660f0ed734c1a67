using Petitions.Grains.Documents;
using Petitions.Silo.Storage;
using Petitions.Tests.Grains.Signing;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Contract;

/// <summary>What the store of documents promises; the same facts for both databases.</summary>
public abstract class DocumentStoreContract
{
    internal abstract Task<LedgerRig> NewRigAsync();

    [Fact]
    public async Task A_text_is_found_by_version_and_language_and_never_changes()
    {
        await using var rig = await NewRigAsync();
        var documents = new DocumentTable(rig.Database);
        var (first, second) = (SomePetition.Document(letter: "Dear all"), SomePetition.Document(letter: "Dear everybody"));
        var version = DocumentVersions.Next([], first, SomePetition.OpensAt);
        await documents.AddVersionAsync(rig.Petition, version, first, CancellationToken.None);
        // A retry after a crash, by a document that was edited meanwhile: what is there stays.
        await documents.AddVersionAsync(rig.Petition, version, second, CancellationToken.None);

        Assert.Equal("Dear all", (await documents.FindTextAsync(rig.Petition, 1, "en", CancellationToken.None))!.Letter);
        Assert.Equal(first.Texts[0], await documents.FindTextAsync(rig.Petition, 1, "de", CancellationToken.None));
        Assert.Null(await documents.FindTextAsync(rig.Petition, 1, "fr", CancellationToken.None));
        Assert.Null(await documents.FindTextAsync(rig.Petition, 2, "en", CancellationToken.None));
        Assert.Equal(version.Consents.Length, await rig.ScalarAsync("SELECT count(*) FROM consent_record"));
    }
}

/// <summary>Documents on SQLite.</summary>
public sealed class SqliteDocumentStoreTests : DocumentStoreContract
{
    internal override Task<LedgerRig> NewRigAsync() => LedgerRig.OnSqliteAsync();
}

/// <summary>Documents on PostgreSQL.</summary>
public sealed class PostgresDocumentStoreTests(PostgresServer server) : DocumentStoreContract
{
    internal override Task<LedgerRig> NewRigAsync() => LedgerRig.OnPostgresAsync(server);
}
