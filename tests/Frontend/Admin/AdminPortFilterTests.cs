using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Petitions.Frontend.Admin;
using Xunit;

namespace Petitions.Tests.Frontend.Admin;

/// <summary>Which port answers which endpoint, without the rest of the front end: no other check stands behind this one.</summary>
public sealed class AdminPortFilterTests : IAsyncLifetime
{
    private readonly int _publicPort = FreePort.Next(), _adminPort = FreePort.Next();
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });
    private readonly List<WebApplication> _started = [];

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        foreach (var app in _started) await app.DisposeAsync();
    }

    [Theory]
    [InlineData("/public", 200, 404)]
    [InlineData("/api/v1/admin/without-metadata", 200, 404)]
    [InlineData("/admin", 404, 200)]
    [InlineData("/everywhere", 200, 200)]
    [InlineData("/nowhere", 404, 404)]
    public async Task An_endpoint_is_answered_on_its_ports_and_without_metadata_on_public_ones(string path, int onPublic, int onAdmin)
    {
        await StartAsync(filtered: true);
        Assert.Equal((onPublic, onAdmin), (await StatusAsync("GET", _publicPort, path), await StatusAsync("GET", _adminPort, path)));
    }

    [Theory, InlineData("POST"), InlineData("DELETE"), InlineData("OPTIONS"), InlineData("PATCH")]
    public async Task A_wrong_method_is_405_only_where_the_address_exists(string method)
    {
        await StartAsync(filtered: true);
        Assert.Equal((405, 404), (await StatusAsync(method, _publicPort, "/public"), await StatusAsync(method, _adminPort, "/public")));
        Assert.Equal((404, 405), (await StatusAsync(method, _publicPort, "/admin"), await StatusAsync(method, _adminPort, "/admin")));
    }

    [Fact]
    public async Task One_address_may_have_an_endpoint_on_each_kind_of_port()
    {
        await StartAsync(filtered: true);
        Assert.Equal((200, 405), (await StatusAsync("GET", _publicPort, "/both"), await StatusAsync("GET", _adminPort, "/both")));
        Assert.Equal((405, 200), (await StatusAsync("POST", _publicPort, "/both"), await StatusAsync("POST", _adminPort, "/both")));
    }

    [Fact]
    public async Task Without_the_filter_every_port_would_answer()
    {
        await StartAsync(filtered: false);
        Assert.Equal((200, 200), (await StatusAsync("GET", _publicPort, "/admin"), await StatusAsync("GET", _adminPort, "/public")));
    }

    private async Task StartAsync(bool filtered)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{_publicPort}", $"http://127.0.0.1:{_adminPort}");
        builder.Services.AddSingleton(AdminPorts.Of($"http://127.0.0.1:{_adminPort}"));
        if (filtered) builder.Services.AddSingleton<MatcherPolicy, AdminPortFilter>();
        var app = builder.Build();
        RequestDelegate ok = _ => Task.CompletedTask;
        app.MapMethods("/public", ["GET"], ok);
        app.MapMethods("/api/v1/admin/without-metadata", ["GET"], ok);
        app.MapMethods("/admin", ["GET"], ok).WithMetadata(AnsweringPorts.Admin);
        app.MapMethods("/everywhere", ["GET"], ok).WithMetadata(AnsweringPorts.All);
        app.MapMethods("/both", ["GET"], ok);
        app.MapMethods("/both", ["POST"], ok).WithMetadata(AnsweringPorts.Admin);
        _started.Add(app);
        await app.StartAsync(TestContext.Current.CancellationToken);
    }

    // Whatever the Host header says.
    private async Task<int> StatusAsync(string method, int port, string path)
    {
        var statuses = new HashSet<HttpStatusCode>();
        foreach (var host in (string?[])[null, $"localhost:{_adminPort}", $"localhost:{_publicPort}", "admin"])
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), $"http://127.0.0.1:{port}{path}");
            request.Headers.Host = host;
            using var answer = await _http.SendAsync(request, TestContext.Current.CancellationToken);
            statuses.Add(answer.StatusCode);
        }
        return (int)Assert.Single(statuses);
    }
}
