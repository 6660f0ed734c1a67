namespace Petitions.Bench.Peers;

/// <summary>
/// Orleans as its documentation teaches it: a grain per signer and a grain per petition, each with IPersistentState on Persistence.AdoNet.
/// The signer writes its state, then tells the petition, which writes its count.
/// </summary>
internal sealed class StockOrleans : IPeer
{
    private readonly HashSet<string> _slugs = new(StringComparer.Ordinal);

    public void AddServices(WebApplicationBuilder builder)
    {
        var connectionString = PeerDatabase.ConnectionString(builder.Configuration);
        var cluster = builder.Configuration.GetSection("Petition:Cluster");
        builder.UseOrleans(silo => silo
            .UseLocalhostClustering(cluster.GetValue("SiloPort", 11111), cluster.GetValue("GatewayPort", 30000))
            .AddAdoNetGrainStorageAsDefault(options => (options.Invariant, options.ConnectionString) = ("Npgsql", connectionString)));
    }

    // The provider reads its statements when the silo starts, so they are there before.
    public async Task PrepareAsync(IServiceProvider services, IReadOnlyList<string> slugs)
    {
        _slugs.UnionWith(slugs);
        using var script = new StreamReader(typeof(StockOrleans).Assembly.GetManifestResourceStream("StockOrleans.sql")!);
        await using var database = PeerDatabase.Open(services.GetRequiredService<IConfiguration>());
        await database.ExecuteAsync(await script.ReadToEndAsync());
    }

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost(Routes.Signatures, async (string slug, SignBody body, IGrainFactory grains, TimeProvider time) =>
        {
            if (!body.IsValid) return Results.UnprocessableEntity();
            if (!_slugs.Contains(slug)) return Results.NotFound();
            await grains.GetGrain<IStockSignerGrain>($"{slug}/{body.Person}").Sign(new StockSignature
            {
                Petition = slug,
                GivenName = body.GivenName,
                FamilyName = body.FamilyName,
                Place = body.Place,
                Country = body.Country,
                Locale = body.Locale,
                ConsentVersion = body.Consents[0].Version,
                SignedAt = time.GetUtcNow(),
            });
            return SignReply.Accepted(slug, body.Person);
        });
        // A slug that is a number would be read as a numeric key by the provider; the prefix keeps it text.
        routes.MapGet(Routes.Count, async (string slug, IGrainFactory grains) =>
            CountReply.Of(_slugs.Contains(slug) ? await grains.GetGrain<IStockPetitionGrain>($"petition/{slug}").Count() : null));
    }
}

/// <summary>One person and one petition; the key is <c>slug/e-mail</c>.</summary>
internal interface IStockSignerGrain : IGrainWithStringKey
{
    Task Sign(StockSignature signature);
}

/// <summary>One petition; the key is <c>petition/slug</c>.</summary>
internal interface IStockPetitionGrain : IGrainWithStringKey
{
    Task Add();

    Task<long> Count();
}

internal sealed class StockSignerGrain(
    [PersistentState("stock-signer")] IPersistentState<StockSignature> signature, IGrainFactory grains) : Grain, IStockSignerGrain
{
    // The petition did not hear of the signature yet. A crash between the two writes forgets this: two grains share no transaction here.
    private bool _mustTell;

    public async Task Sign(StockSignature given)
    {
        if (!signature.RecordExists)
        {
            signature.State = given;
            await signature.WriteStateAsync();
            _mustTell = true;
        }
        if (_mustTell)
        {
            await grains.GetGrain<IStockPetitionGrain>($"petition/{given.Petition}").Add();
            _mustTell = false;
        }
    }
}

internal sealed class StockPetitionGrain([PersistentState("stock-petition")] IPersistentState<StockTally> tally)
    : Grain, IStockPetitionGrain
{
    public async Task Add()
    {
        tally.State.Signatures++;
        try
        {
            await tally.WriteStateAsync();
        }
        catch
        {
            // Not known to be stored: what is stored counts.
            await tally.ReadStateAsync();
            throw;
        }
    }

    public Task<long> Count() => Task.FromResult(tally.State.Signatures);
}

/// <summary>What a signer's grain keeps.</summary>
[GenerateSerializer, Immutable]
internal sealed class StockSignature
{
    [Id(0)] public string Petition { get; set; } = "";

    [Id(1)] public string GivenName { get; set; } = "";

    [Id(2)] public string FamilyName { get; set; } = "";

    [Id(3)] public string? Place { get; set; }

    [Id(4)] public string? Country { get; set; }

    [Id(5)] public string? Locale { get; set; }

    [Id(6)] public string ConsentVersion { get; set; } = "";

    [Id(7)] public DateTimeOffset SignedAt { get; set; }
}

/// <summary>What a petition's grain keeps.</summary>
[GenerateSerializer]
internal sealed class StockTally
{
    [Id(0)] public long Signatures { get; set; }
}
