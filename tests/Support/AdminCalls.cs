using System.Net.Http.Headers;
using Xunit;

namespace Petitions.Tests.Support;

/// <summary>Admin calls to a running program.</summary>
internal static class AdminCalls
{
    private static readonly TimeSpan VisibleWithin = TimeSpan.FromSeconds(15);

    /// <summary>A client for the admin port, with the token.</summary>
    public static async Task<HttpClient> ConnectAsync(PetitionSettings settings)
    {
        var token = await File.ReadAllTextAsync(Path.Combine(settings.DataPath, "admin.token"));
        var admin = new HttpClient { BaseAddress = settings.AdminAddress };
        admin.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.Trim());
        return admin;
    }

    /// <summary>Closes or opens a petition: <c>close</c> or <c>open</c>.</summary>
    public static async Task SetAsync(PetitionSettings settings, string slug, string what)
    {
        using var admin = await ConnectAsync(settings);
        using var answer = await admin.PostAsync(new Uri($"/api/v1/admin/petitions/{slug}/{what}", UriKind.Relative), null);
        Assert.True(answer.IsSuccessStatusCode, $"{answer}");
    }

    /// <summary>Closes a petition and waits until its page has no form.</summary>
    public static async Task CloseAsync(PetitionSettings settings, string slug)
    {
        await SetAsync(settings, slug, "close");
        using var somebody = new HttpClient { BaseAddress = settings.PublicBaseUrl };
        Assert.True(await Waiting.UntilAsync(VisibleWithin, async () =>
            !(await somebody.GetStringAsync(new Uri($"/p/{slug}", UriKind.Relative))).Contains("<form", StringComparison.Ordinal)));
    }
}
