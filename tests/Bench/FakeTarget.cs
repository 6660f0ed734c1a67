using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Petitions.Tests.Bench;

/// <summary>
/// What a rehearsal takes for a running program: it answers as the product does, keeps nothing but who signed, and can be told to behave
/// badly. Public and staff answers come from the same address.
/// </summary>
internal sealed class FakeTarget : IAsyncDisposable
{
    private const string Consents = """[{"id":"transfer","version":"2026-01","required":true}]""";

    private readonly WebApplication _app;
    private readonly HashSet<string> _people = [];
    private readonly HashSet<string> _published = [];
    private readonly Lock _gate = new();
    private int _looks;

    private FakeTarget()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapGet("/readyz", () => MovedTo is null ? Results.Ok() : Results.Redirect(MovedTo));
        _app.MapPut("/api/v1/admin/petitions/{slug}", Publish);
        _app.MapDelete("/api/v1/admin/petitions/{slug}", Remove);
        _app.MapPost("/api/v1/admin/petitions/{slug}/lookup", LookUpAsync);
        _app.MapGet("/api/v1/petitions/{slug}", Show);
        _app.MapGet("/api/v1/petitions/{slug}/count", () => Results.Text($$"""{"count":{{Count}}}"""));
        _app.MapPost("/api/v1/petitions/{slug}/signatures", SignAsync);
    }

    public Uri Address => new(_app.Urls.First());

    /// <summary>How often a petition is asked for before it is shown: a front end of its own learns of it later than staff.</summary>
    public int HiddenLooks { get; init; }

    /// <summary>What staff is told of those who signed.</summary>
    public string State { get; init; } = "counted";

    /// <summary>Where it says that it lives now.</summary>
    public string? MovedTo { get; init; }

    /// <summary>What is published there now.</summary>
    public IReadOnlyCollection<string> Published => _published;

    private int Count => State == "counted" ? _people.Count : 0;

    public static async Task<FakeTarget> StartAsync(int hiddenLooks = 0, string state = "counted", string? movedTo = null)
    {
        var target = new FakeTarget { HiddenLooks = hiddenLooks, State = state, MovedTo = movedTo };
        await target._app.StartAsync();
        return target;
    }

    /// <summary>What a rehearsal is called with to play here.</summary>
    public string[] Options => ["--target", Address.ToString(), "--admin", Address.ToString(), "--admin-token", "token"];

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private IResult Publish(string slug)
    {
        lock (_gate) _published.Add(slug);
        return Results.NoContent();
    }

    private IResult Remove(string slug)
    {
        lock (_gate) return _published.Remove(slug) ? Results.NoContent() : Results.NotFound();
    }

    private IResult Show(string slug)
    {
        lock (_gate)
        {
            // The first look is the one before it is published.
            if (!_published.Contains(slug) || _looks++ < HiddenLooks) return Results.NotFound();
        }
        return Results.Text($$"""{"consents":{{Consents}}}""", "application/json");
    }

    private async Task<IResult> SignAsync(HttpRequest request)
    {
        var body = (await JsonNode.ParseAsync(request.Body))!;
        lock (_gate) _people.Add((string)body["email"]!);
        var receipt = request.Headers["Idempotency-Key"].ToString().Replace("-", "", StringComparison.Ordinal).PadRight(64, 'A');
        return Results.Text($$"""{"receipt":"{{receipt}}","status":"accepted"}""", statusCode: StatusCodes.Status201Created);
    }

    private async Task<IResult> LookUpAsync(HttpRequest request)
    {
        var asked = (await JsonNode.ParseAsync(request.Body))!["emails"]!.AsArray().Select(email => (string)email!).ToList();
        lock (_gate)
        {
            var states = asked.Select(email => (JsonNode)new JsonObject { ["email"] = email, ["state"] = _people.Contains(email) ? State : "none" });
            return Results.Text(new JsonObject { ["states"] = new JsonArray([.. states]) }.ToJsonString());
        }
    }
}
