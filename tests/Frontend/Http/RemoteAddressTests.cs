using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Petitions.Frontend.Http;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Frontend.Http;

/// <summary>Whom a limit counts, through the middleware that believes proxies.</summary>
public sealed class RemoteAddressTests
{
    [Theory]
    [InlineData("127.0.0.1", null, null)]
    [InlineData("::1", null, null)]
    [InlineData("127.0.0.1", "203.0.113.9", "203.0.113.9")]
    // Only the last hop is believed: what stands before it the client may have written.
    [InlineData("127.0.0.1", "127.0.0.1, 203.0.113.9", "203.0.113.9")]
    [InlineData("198.51.100.7", "127.0.0.1", "198.51.100.7")]
    [InlineData("127.0.0.1", "127.0.0.1", "127.0.0.1")]
    [InlineData("::ffff:203.0.113.9", null, "203.0.113.9")]
    [InlineData("2001:db8:1:2:3:4:5:6", null, "2001:db8:1:2::")]
    [InlineData("127.0.0.1", "not-an-address", null)]
    public async Task The_address_is_the_peer_or_whom_a_known_proxy_names(string peer, string? forwardedFor, string? limited) =>
        Assert.Equal(limited, (await LimitedAsync(new NetworkOptions(), peer, forwardedFor))?.ToString());

    [Fact]
    public async Task Limits_apply_to_this_machine_where_that_is_wanted() =>
        Assert.Equal("127.0.0.1", (await LimitedAsync(new NetworkOptions { Loopback = true }, "127.0.0.1", null))?.ToString());

    [Theory]
    [InlineData("https://petition.example", null, "127.0.0.1")]
    [InlineData("https://petition.example", false, null)]
    [InlineData("http://localhost:5080", null, null)]
    [InlineData(null, null, null)]
    public async Task A_site_with_a_public_address_limits_a_proxy_that_does_not_say_for_whom(string? url, bool? loopback, string? limited)
    {
        var network = new NetworkOptions { PublicUrl = url, Loopback = loopback };
        Assert.Equal(limited, (await LimitedAsync(network, "127.0.0.1", null))?.ToString());
        Assert.Equal("203.0.113.9", (await LimitedAsync(network, "127.0.0.1", "203.0.113.9"))?.ToString());
    }

    [Theory, InlineData("127.0.0.1", null, 1), InlineData("10.1.2.3", null, 1), InlineData("127.0.0.1", "203.0.113.9", 0),
        InlineData("198.51.100.7", null, 0)]
    public async Task A_silent_proxy_is_said_once(string peer, string? forwardedFor, int lines)
    {
        var log = new LinesOfLog<RemoteAddress>();
        var network = new NetworkOptions { PublicUrl = "https://petition.example", KnownProxies = "127.0.0.1;10.0.0.0/8" };
        var address = new RemoteAddress(Options.Create(network), new(Options.Create(network)), log);
        for (var i = 0; i < 3; i++) await LimitedAsync(network, peer, forwardedFor, address);
        Assert.Equal(lines, log.Lines.Count(line => line.Contains("X-Forwarded-For", StringComparison.Ordinal)));
    }

    [Theory, InlineData("10.0.0.0/8;192.0.2.1"), InlineData("::1"), InlineData("")]
    public void Proxies_are_addresses_and_networks(string proxies) => Assert.True(AreValid(new() { KnownProxies = proxies }));

    [Theory, InlineData("proxy.example"), InlineData("10.0.0.0/99")]
    public void A_proxy_that_cannot_be_read_is_noticed_at_start(string proxies) => Assert.False(AreValid(new() { KnownProxies = proxies }));

    [Theory, InlineData("https://petition.example", true), InlineData("http://127.0.0.1:5080", true), InlineData("petition.example",
        false), InlineData("https://petition.example/sub", false), InlineData("ftp://petition.example", false)]
    public void The_public_address_is_a_scheme_and_a_host(string url, bool isValid) =>
        Assert.Equal(isValid, AreValid(new() { PublicUrl = url }));

    private static bool AreValid(NetworkOptions options) => new NetworkOptionsValidator().Validate(null, options).Succeeded;

    private static async Task<IPAddress?> LimitedAsync(
        NetworkOptions network, string peer, string? forwardedFor, RemoteAddress? address = null)
    {
        var forwarded = new ForwardedHeadersOptions();
        RemoteAddress.Trust(forwarded, network);
        var http = new DefaultHttpContext();
        http.Connection.RemoteIpAddress = IPAddress.Parse(peer);
        if (forwardedFor is not null) http.Request.Headers["X-Forwarded-For"] = forwardedFor;
        await new ForwardedHeadersMiddleware(_ => Task.CompletedTask, NullLoggerFactory.Instance, Options.Create(forwarded)).Invoke(http);
        address ??= new RemoteAddress(Options.Create(network), new(Options.Create(network)), NullLogger<RemoteAddress>.Instance);
        return address.ToLimit(http);
    }
}
