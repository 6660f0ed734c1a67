namespace Petitions.Bench.Peers;

/// <summary>The least that is durable: one INSERT per request in a transaction of its own, and a count that counts the rows.</summary>
internal sealed class InsertOnly : IPeer
{
    public void AddServices(WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(PeerDatabase.Open(builder.Configuration));
        builder.Services.AddSingleton<SignatureTable>();
    }

    public Task PrepareAsync(IServiceProvider services, IReadOnlyList<string> slugs) =>
        services.GetRequiredService<SignatureTable>().CreateAsync(slugs);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost(Routes.Signatures,
            (string slug, SignBody body, SignatureTable signatures, TimeProvider time, CancellationToken cancel) =>
            signatures.SignAsync(slug, body, time.GetUtcNow(), cancel));
        routes.MapGet(Routes.Count, async (string slug, SignatureTable signatures, CancellationToken cancel) =>
            CountReply.Of(await signatures.ReadAsync("SELECT count(*) FROM signature WHERE petition = $1", slug, cancel)));
    }
}
