using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Petitions.Frontend.Hosting;
using Petitions.Frontend.Http;
using Xunit;

namespace Petitions.Tests.Frontend.Http;

/// <summary>Pages are cached: nothing that a client writes freely gets into their addresses.</summary>
public sealed class PublicBaseUrlTests
{
    [Theory]
    [InlineData("localhost:5080", "http://localhost:5080")]
    [InlineData("127.0.0.1:5080", "http://127.0.0.1:5080")]
    [InlineData("[::1]:5080", "http://[::1]:5080")]
    [InlineData("localhost:666", "http://localhost:5080")]
    [InlineData("127.0.0.2:5080", "http://localhost:5080")]
    [InlineData("evil.example", "http://localhost:5080")]
    [InlineData("evil.example:5080", "http://localhost:5080")]
    [InlineData("localhost.evil.example", "http://localhost:5080")]
    [InlineData("", "http://localhost:5080")]
    public void Without_a_setting_it_is_the_connection_and_not_the_Host_header(string host, string site) =>
        Assert.Equal(site, Of(null, host));

    [Theory]
    [InlineData("https://petition.example", "https://petition.example")]
    [InlineData("HTTPS://Petition.Example:443/", "https://petition.example")]
    [InlineData("https://straße.example:8443", "https://xn--strae-oqa.example:8443")]
    [InlineData("http://[::1]:5080/", "http://[::1]:5080")]
    public void With_a_setting_it_is_the_parsed_one(string setting, string site) => Assert.Equal(site, Of(setting, "evil.example"));

    [Theory]
    [InlineData("http://*:5080"), InlineData("http://0.0.0.0:5080"), InlineData("http://192.168.1.2:5080"), InlineData("http://[::]:5080")]
    [InlineData("http://localhost:5080;http://+:80")]
    public void A_program_that_others_reach_must_know_its_address(string urls)
    {
        var refusal = Assert.Throws<StartupException>(() => PublicUrlCheck.Run(Settings(null), urls.Split(';')));
        Assert.Contains("Petition__PublicUrl is not set", refusal.Message, StringComparison.Ordinal);
        PublicUrlCheck.Run(Settings("https://petition.example"), urls.Split(';'));
    }

    [Theory, InlineData("http://localhost:5080"), InlineData("http://127.0.0.1:0"), InlineData("https://[::1]:5080")]
    public void On_loopback_it_need_not_be_set(string url) => PublicUrlCheck.Run(Settings(null), [url]);

    private static IConfiguration Settings(string? publicUrl) =>
        new ConfigurationBuilder().AddInMemoryCollection([new("Petition:PublicUrl", publicUrl)]).Build();

    private static string Of(string? setting, string host)
    {
        var http = new DefaultHttpContext();
        http.Connection.LocalPort = 5080;
        (http.Request.Scheme, http.Request.Host) = ("http", new HostString(host));
        return new PublicBaseUrl(Options.Create(new NetworkOptions { PublicUrl = setting })).Of(http.Request);
    }
}
