using System.Net.Http.Headers;
using Xunit;

namespace Petitions.Tests.Support;

/// <summary>What staff does to a program that runs.</summary>
internal static class AdminCalls
{
    private static readonly TimeSpan VisibleWithin = TimeSpan.FromSeconds(15);

    /// <summary>Closes or opens a petition: <c>close</c> or <c>open</c>.</summary>
    public static async Task SetAsync(PetitionSettings settings, string slug, string what)
    {
        var token = await File.ReadAllTextAsync(Path.Combine(settings.DataPath, "admin.token"));
        using var staff = new HttpClient { BaseAddress = settings.AdminAddress };
        staff.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.Trim());
        using var answer = await staff.PostAsync(new Uri($"/api/v1/admin/petitions/{slug}/{what}", UriKind.Relative), null);
        Assert.True(answer.IsSuccessStatusCode, $"{answer}");
    }

    /// <summary>Closes a petition, and waits until its page says so.</summary>
    public static async Task CloseAsync(PetitionSettings settings, string slug)
    {
        await SetAsync(settings, slug, "close");
        using var somebody = new HttpClient { BaseAddress = settings.PublicBaseUrl };
        Assert.True(await Waiting.UntilAsync(VisibleWithin, async () =>
            !(await somebody.GetStringAsync(new Uri($"/p/{slug}", UriKind.Relative))).Contains("<form", StringComparison.Ordinal)));
    }
}
