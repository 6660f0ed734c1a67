using Petitions.Bench.Rehearsal.Arguments;

namespace Petitions.Bench.Rehearsal.Target;

/// <summary>Looks at a program that the rehearsal did not start.</summary>
internal static class RunningProgram
{
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(5);

    /// <exception cref="UsageException">It does not answer, or is not ready.</exception>
    public static async Task CheckReadyAsync(Uri target, CancellationToken cancel)
    {
        using var http = new HttpClient(DirectHttpHandler.New()) { Timeout = AnswerWithin };
        try
        {
            using var answer = await http.GetAsync(new Uri(target, "/readyz"), cancel);
            if (!answer.IsSuccessStatusCode)
                throw new UsageException($"--target {target} is not ready: it answers {(int)answer.StatusCode} at /readyz.");
        }
        catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !cancel.IsCancellationRequested))
        {
            throw new UsageException($"there is no answer at --target {target}: {e.Message}");
        }
    }

    /// <summary>Whether it shows a petition.</summary>
    /// <exception cref="HttpRequestException">It does not answer.</exception>
    public static async Task<bool> HasPetitionAsync(Uri target, string slug, CancellationToken cancel)
    {
        using var http = new HttpClient(DirectHttpHandler.New()) { Timeout = AnswerWithin };
        using var answer = await http.GetAsync(new Uri(target, $"/api/v1/petitions/{slug}"), cancel);
        return answer.IsSuccessStatusCode;
    }
}
