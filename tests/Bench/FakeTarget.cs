using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Petitions.Tests.Bench;

/// <summary>
/// A stand-in for a running program: it answers as the product does, stores only the signers' addresses, and can be told to behave wrongly.
/// Its public and its admin API have the same address.
/// </summary>
internal sealed class FakeTarget : IAsyncDisposable
{
    private const string Consents = """[{"id":"transfer","version":"2026-01","required":true}]""";

    private readonly WebApplication _app;
    private readonly HashSet<string> _signers = [];
    private readonly HashSet<string> _published = [];
    private readonly Lock _gate = new();
    private int _reads;

    private FakeTarget()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapGet("/readyz", () => RedirectsTo is null ? Results.Ok() : Results.Redirect(RedirectsTo));
        _app.MapPut("/api/v1/admin/petitions/{slug}", Publish);
        _app.MapDelete("/api/v1/admin/petitions/{slug}", Remove);
        _app.MapPost("/api/v1/admin/petitions/{slug}/lookup", LookUpAsync);
        _app.MapGet("/api/v1/petitions/{slug}", Show);
        _app.MapGet("/api/v1/petitions/{slug}/count", () => Results.Text($$"""{"count":{{Count}}}"""));
        _app.MapPost("/api/v1/petitions/{slug}/signatures", SignAsync);
    }

    public Uri Address => new(_app.Urls.First());

    /// <summary>Reads of a published petition that are answered with 404: a separate front end learns of it later.</summary>
    public int HiddenReads { get; init; }

    /// <summary>The state of every signature in a look-up.</summary>
    public string State { get; init; } = "counted";

    /// <summary>Where its readiness check redirects to; null for no redirect.</summary>
    public string? RedirectsTo { get; init; }

    /// <summary>The petitions that are published now.</summary>
    public IReadOnlyCollection<string> Published => _published;

    private int Count => State == "counted" ? _signers.Count : 0;

    public static async Task<FakeTarget> StartAsync(int hiddenReads = 0, string state = "counted", string? redirectsTo = null)
    {
        var target = new FakeTarget { HiddenReads = hiddenReads, State = state, RedirectsTo = redirectsTo };
        await target._app.StartAsync();
        return target;
    }

    /// <summary>Options of a rehearsal that loads it.</summary>
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
            // Before it is published, a read does not count.
            if (!_published.Contains(slug) || _reads++ < HiddenReads) return Results.NotFound();
        }
        return Results.Text($$"""{"consents":{{Consents}}}""", "application/json");
    }

    private async Task<IResult> SignAsync(HttpRequest request)
    {
        var body = (await JsonNode.ParseAsync(request.Body))!;
        lock (_gate) _signers.Add((string)body["email"]!);
        var receipt = request.Headers["Idempotency-Key"].ToString().Replace("-", "", StringComparison.Ordinal).PadRight(64, 'A');
        return Results.Text($$"""{"receipt":"{{receipt}}","status":"accepted"}""", statusCode: StatusCodes.Status201Created);
    }

    private async Task<IResult> LookUpAsync(HttpRequest request)
    {
        var asked = (await JsonNode.ParseAsync(request.Body))!["emails"]!.AsArray().Select(email => (string)email!).ToList();
        lock (_gate)
        {
            var states = asked.Select(email =>
                (JsonNode)new JsonObject { ["email"] = email, ["state"] = _signers.Contains(email) ? State : "none" });
            return Results.Text(new JsonObject { ["states"] = new JsonArray([.. states]) }.ToJsonString());
        }
    }
}
