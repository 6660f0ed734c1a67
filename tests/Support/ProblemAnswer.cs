using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace Petitions.Tests.Support;

/// <summary>Problem details (RFC 9457), as every refusal of the API has them.</summary>
internal static class ProblemAnswer
{
    /// <summary>The answer is a problem document of this status and tells nothing of the program; returns it.</summary>
    public static async Task<JsonObject> AssertAsync(HttpResponseMessage answer, int status)
    {
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = (await answer.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken))!;
        Assert.False(string.IsNullOrEmpty((string?)problem["type"]), "A problem has a stable type.");
        Assert.False(string.IsNullOrEmpty((string?)problem["title"]));
        Assert.Equal(status, (int)problem["status"]!);
        Assert.DoesNotContain("Exception", problem.ToJsonString(), StringComparison.Ordinal);
        if (status is 429 or 503) Assert.NotNull(answer.Headers.RetryAfter);
        return problem;
    }
}
