using Petitions.Bench.Comparison.Servers;
using Petitions.Bench.Comparison.Settings;

namespace Petitions.Bench.Comparison.Auditing;

/// <summary>The signatures in a server's database, asked there.</summary>
internal static class StoredSignatures
{
    /// <param name="server">One that has a database.</param>
    /// <param name="pattern">LIKE pattern of the slugs of the petitions.</param>
    /// <param name="cancel">Ends the query.</param>
    public static Task<long> CountAsync(Server server, string pattern, CancellationToken cancel) =>
        server.Database!.AskAsync(Query(server.Name, pattern), cancel);

    private static string Query(string server, string pattern) => server switch
    {
        PeerNames.Crud => $"""
            SELECT count(*) FROM signature JOIN petition ON petition."Id" = signature."PetitionId" WHERE petition."Slug" LIKE '{pattern}'
            """,
        PeerNames.StockOrleans => $"""
            SELECT count(*) FROM orleansstorage WHERE graintypestring LIKE '%stock-signer' AND grainidextensionstring LIKE '{pattern}/%'
            """,
        _ => $"""
            SELECT count(*) FROM signature JOIN petition ON petition.id = signature.petition WHERE petition.slug LIKE '{pattern}'
            """,
    };
}
