namespace Petitions.Bench.Peers;

/// <summary>One way to collect signatures. Each is written as its documentation teaches it, and as well as a good team would.</summary>
internal interface IPeer
{
    /// <summary>What it needs: its database, its grains.</summary>
    void AddServices(WebApplicationBuilder builder);

    /// <summary>Makes its tables in an empty database and publishes petitions under these names.</summary>
    Task PrepareAsync(IServiceProvider services, IReadOnlyList<string> slugs);

    /// <summary>Answers at <see cref="Routes"/>.</summary>
    void Map(IEndpointRouteBuilder routes);
}

/// <summary>Where every peer answers, as this program does.</summary>
internal static class Routes
{
    /// <summary>201 with a <see cref="SignReply"/>, 404 for an unknown petition, 422 for a bad field.</summary>
    public const string Signatures = "/api/v1/petitions/{slug}/signatures";

    /// <summary>200 with a <see cref="CountReply"/>, or 404.</summary>
    public const string Count = "/api/v1/petitions/{slug}/count";
}
