using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Petitions.Frontend.AbuseProtection;

namespace Petitions.Tests.Support;

/// <summary>Solves challenges as a client of the API does it: by the JSON alone.</summary>
internal static class ProofSolver
{
    /// <summary>Fetches a challenge of the petition and solves it.</summary>
    public static async Task<string> FetchAndSolveAsync(HttpClient http, string slug) =>
        Solve((await http.GetFromJsonAsync<JsonNode>(new Uri($"/api/v1/petitions/{slug}/challenge", UriKind.Relative)))!.AsObject());

    /// <summary>The proof of a challenge, as it is sent.</summary>
    public static string Solve(JsonObject challenge)
    {
        var parameters = JsonSerializer.Deserialize(challenge.ToJsonString(), ProofJson.Default.Challenge)!.Parameters;
        var counter = 0u;
        while (true)
        {
            var key = ChallengeService.Derive(parameters, counter);
            if (key.StartsWith(parameters.KeyPrefix, StringComparison.Ordinal)) return Pack(challenge, counter, key);
            counter++;
        }
    }

    /// <summary>A proof that says so, be it true or not.</summary>
    public static string Pack(JsonObject challenge, long counter, string key) => Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(new JsonObject
    {
        ["challenge"] = challenge.DeepClone(),
        ["solution"] = new JsonObject { ["counter"] = counter, ["derivedKey"] = key, ["time"] = 12.5 },
    }));
}
