namespace Petitions.Bench.Peers;

/// <summary>
/// The ceiling: Kestrel that parses and checks the same JSON, stores nothing and answers as many bytes. Written as a minimal API, as most
/// people would. It also serves answers that were recorded elsewhere, for comparing reads.
/// </summary>
internal sealed class Bare : IPeer
{
    private static readonly string Receipt = new('r', 64);

    public void AddServices(WebApplicationBuilder builder) => builder.Services.AddSingleton(RecordedAnswers.Read(builder.Configuration));

    public Task PrepareAsync(IServiceProvider services, IReadOnlyList<string> slugs) => Task.CompletedTask;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost(Routes.Signatures, (string slug, SignBody body) =>
            slug.Length <= 64 && body.IsValid ? SignReply.Accepted(Receipt) : Results.UnprocessableEntity());
        // It has no memory: nobody has signed.
        routes.MapGet(Routes.Count, (string slug) => CountReply.Of(0));
        routes.ServiceProvider.GetRequiredService<RecordedAnswers>().Map(routes);
    }
}
