using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Silo.Handover;

/// <summary>Hand-overs of one petition of a program that is a process, and its parcels on the disk.</summary>
/// <param name="admin">A client for the admin port, with the token; the caller owns it.</param>
/// <param name="slug">The petition that a <see cref="SigningClient"/> signs.</param>
/// <param name="parcels">The folder of all parcels.</param>
internal sealed partial class HandoverCalls(HttpClient admin, string slug, string parcels)
{
    // A silo that outlives another looks once a minute for what that one left.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The folder with the parcels of the petition.</summary>
    public string Folder => Path.Combine(parcels, slug);

    /// <summary>The folder of a parcel.</summary>
    public string FolderOf(int parcel) => Path.Combine(Folder, $"parcel-{parcel}");

    /// <summary>Asks for a hand-over. Null when the program dies meanwhile.</summary>
    public async Task<HttpResponseMessage?> TryBeginAsync(bool letters = true)
    {
        try
        {
            return await admin.PostAsync(Address(letters ? "" : "?letters=false"), null, Cancel);
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    /// <summary>Asks for a hand-over, which must be accepted; returns its number.</summary>
    public async Task<int> BeginAsync(bool letters = true)
    {
        using var begun = await admin.PostAsync(Address(letters ? "" : "?letters=false"), null, Cancel);
        Assert.True(begun.StatusCode == HttpStatusCode.Accepted, await begun.Content.ReadAsStringAsync(Cancel));
        return (int)JsonNode.Parse(await begun.Content.ReadAsStringAsync(Cancel))!["number"]!;
    }

    /// <summary>A hand-over as the admin API tells it.</summary>
    public async Task<JsonObject> ShowAsync(int number) => (await admin.GetFromJsonAsync<JsonObject>(Address($"/{number}"), Cancel))!;

    /// <summary>Waits until it is complete.</summary>
    public async Task<JsonObject> CompletedAsync(int number)
    {
        JsonObject? last = null;
        Assert.True(await Waiting.UntilAsync(Patience, async () =>
        {
            try
            {
                return (string)(last = await ShowAsync(number))["state"]! == "complete";
            }
            catch (HttpRequestException)
            {
                // The cluster has not noticed yet that one of it is dead.
                return false;
            }
        }), $"{last}");
        return last!;
    }

    /// <summary>The status of a call for a file.</summary>
    public async Task<HttpStatusCode> StatusOfFileAsync(int number, string file)
    {
        using var answer = await admin.GetAsync(Address($"/{number}/{file}"), Cancel);
        return answer.StatusCode;
    }

    /// <summary>The numbers of the signers in a parcel, in order.</summary>
    public IReadOnlyList<int> SignersOf(int parcel) =>
    [
        .. File.ReadLines(Path.Combine(FolderOf(parcel), "signatures.csv")).Skip(1)
            .Select(line => int.Parse(SignerOfLine().Match(line).Groups[1].Value, CultureInfo.InvariantCulture)).Order(),
    ];

    private Uri Address(string more) => new($"/api/v1/admin/petitions/{slug}/handovers{more}", UriKind.Relative);

    [GeneratedRegex(",Maria,Musterfrau-([0-9]+)$")]
    private static partial Regex SignerOfLine();
}
