using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Petitions.Frontend.Admin;
using Petitions.Frontend.Embedding;
using Petitions.Frontend.Http;
using Petitions.Grains.Petitions;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Frontend.Hosting;

/// <summary>
/// What every endpoint says of itself: the ports that answer it, whether it needs the catalogue, how it answers problems. The table names
/// the endpoints that are not as most are; whatever is added is as most are, or must be entered here.
/// </summary>
public sealed class EndpointMetadataTests : IAsyncDisposable
{
    private static readonly string[] OnEveryPort = ["/livez", "/readyz"];

    private static readonly string[] ServedWithoutPetitions = ["/livez", "/readyz", "/my/sent", "/assets/", "/widgets/"];

    // Programs read them, although they are not under /api.
    private static readonly string[] JsonElsewhere = ["/oembed", "/p/{slug}/og.png"];

    private readonly WebApplication _app = FrontendWithoutCluster.Build(
        FakeGrains.Of<ICatalogueSource>((_, _) => throw new TimeoutException()), FakeGrains.Of<IPetitionGrain>((_, _) => null));

    private IEnumerable<RouteEndpoint> Endpoints => FrontendWithoutCluster.EndpointsOf(_app);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public void Only_admin_calls_and_health_are_answered_on_the_admin_port() =>
        AssertEach<AnsweringPorts>(path =>
            path.StartsWith("/api/v1/admin/", StringComparison.Ordinal) ? AnsweringPorts.Admin : OnEveryPort.Contains(path)
                ? AnsweringPorts.All : null);

    [Fact]
    public void An_endpoint_waits_for_the_catalogue_unless_it_needs_no_petition() =>
        AssertEach<ServedWithoutCatalogue>((endpoint, path) =>
            ServedWithoutPetitions.Any(path.StartsWith) || IsPreflight(endpoint) ? ServedWithoutCatalogue.Metadata : null);

    [Fact]
    public void API_calls_answer_problem_details_frames_a_notice_and_others_a_page()
    {
        foreach (var endpoint in Endpoints)
        {
            var path = endpoint.RoutePattern.RawText!;
            var style = endpoint.Metadata.GetMetadata<IProblemStyle>()?.GetType();
            var isJson = path.StartsWith("/api/", StringComparison.Ordinal) || JsonElsewhere.Contains(path);
            Assert.Equal((path, isJson ? typeof(JsonProblems) : path == "/embed/{slug}" ? typeof(FrameProblems) : null), (path, style));
        }
    }

    [Theory, InlineData("/api/v1/admin/forgotten"), InlineData("/api/v1/forgotten"), InlineData("/assets/forgotten")]
    public void An_endpoint_without_the_metadata_of_its_address_is_found(string path)
    {
        _app.MapMethods(path, [HttpMethods.Get], (RequestDelegate)(_ => Task.CompletedTask));
        var faults = new[]
        {
            Record.Exception(Only_admin_calls_and_health_are_answered_on_the_admin_port),
            Record.Exception(An_endpoint_waits_for_the_catalogue_unless_it_needs_no_petition),
            Record.Exception(API_calls_answer_problem_details_frames_a_notice_and_others_a_page),
        };
        Assert.Contains(faults, fault => fault?.Message.Contains(path, StringComparison.Ordinal) == true);
    }

    [Fact]
    public void The_table_is_about_all_endpoints() => Assert.InRange(Endpoints.Count(), 40, 200);

    private static bool IsPreflight(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods.SequenceEqual([HttpMethods.Options]);

    private void AssertEach<T>(Func<string, T?> expected) where T : class => AssertEach<T>((_, path) => expected(path));

    private void AssertEach<T>(Func<RouteEndpoint, string, T?> expected) where T : class
    {
        foreach (var endpoint in Endpoints)
        {
            var path = endpoint.RoutePattern.RawText!;
            Assert.Equal((path, expected(endpoint, path)), (path, endpoint.Metadata.GetMetadata<T>()));
        }
    }
}
