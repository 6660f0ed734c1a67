using Petitions.Bench.Peers;

// What people would build instead, one file per way, so that bench/compare can measure them beside this program:
//   dotnet Petitions.Bench.Peers.dll bare | crud | insert-only | lagged-count | stock-orleans
// All take the same body, check the same fields and are served by the same Kestrel; they differ in what they do with a signature.
IPeer? peer = args is [var name] ? name switch
{
    "bare" => new Bare(),
    "crud" => new Crud(),
    "insert-only" => new InsertOnly(),
    "lagged-count" => new LaggedCount(),
    "stock-orleans" => new StockOrleans(),
    _ => null,
} : null;
if (peer is null)
{
    await Console.Error.WriteAsync("usage: Petitions.Bench.Peers bare | crud | insert-only | lagged-count | stock-orleans\n");
    return 2;
}

var builder = WebApplication.CreateSlimBuilder();
builder.Logging.ClearProviders();
builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.ConfigureHttpJsonOptions(options => PeerJson.Set(options.SerializerOptions));
peer.AddServices(builder);

var app = builder.Build();
app.MapGet("/readyz", () => "ready");
await peer.PrepareAsync(app.Services, PublishedSlugs.Read(builder.Configuration));
peer.Map(app);
await app.RunAsync();
return 0;
