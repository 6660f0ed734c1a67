using Microsoft.Extensions.Primitives;
using Petitions.Frontend.Localization;

namespace Petitions.Frontend.Http;

/// <summary>Writes problems as the API does. Pages put the same problem in other words, with the same status and headers.</summary>
internal static class Answers
{
    /// <summary>Longest wait in Retry-After; random from 1 s on, so that refused clients do not all retry at once.</summary>
    public const int RetryAfterSecondsMax = 5;

    /// <summary>The media type of JSON answers.</summary>
    public const string Json = "application/json; charset=utf-8";

    private static readonly StringValues[] Waits = [.. Enumerable.Range(1, RetryAfterSecondsMax).Select(s => new StringValues($"{s}"))];

    /// <summary>A problem with its constant body.</summary>
    public static Task Refuse(HttpContext http, Problem problem) => Write(http.Response, problem, problem.Body);

    /// <summary>A problem with a detail of this call.</summary>
    public static Task Refuse(HttpContext http, Problem problem, string detail) => Write(http.Response, problem, problem.BodyWith(detail));

    /// <summary>A problem with a body of this call, made by the problem.</summary>
    public static Task Refuse(HttpContext http, Problem problem, byte[] body) => Write(http.Response, problem, body);

    /// <summary>422 with what is wrong with each field.</summary>
    public static Task Refuse(HttpContext http, IReadOnlyList<FieldFault> faults) =>
        Write(http.Response, Problem.InvalidFields, Problem.InvalidFields.BodyWith(faults));

    /// <summary>422 with what is wrong with the documents or addresses of an admin call, one line each.</summary>
    public static Task RefuseProblems(HttpContext http, IReadOnlyList<string> problems, IReadOnlyList<string>? warnings = null) =>
        Write(http.Response, Problem.Unacceptable, Problem.Unacceptable.BodyWith(problems, warnings));

    /// <summary>The status and headers of a problem, for the API and for pages.</summary>
    public static void SetHead(HttpResponse response, Problem problem)
    {
        response.StatusCode = problem.Status;
        response.Headers.CacheControl = "no-store";
        if (problem.Retry)
        {
            var wait = Random.Shared.Next(Waits.Length);
            response.Headers.RetryAfter = problem.WaitSeconds == 0 ? Waits[wait] : new($"{problem.WaitSeconds + wait}");
        }
        if (problem.Status == StatusCodes.Status401Unauthorized) response.Headers.WWWAuthenticate = problem.Challenge;
        // The rest of a body that is too large is not read.
        if (problem.Status == StatusCodes.Status413PayloadTooLarge) response.Headers.Connection = "close";
    }

    private static Task Write(HttpResponse response, Problem problem, byte[] body)
    {
        SetHead(response, problem);
        response.ContentType = "application/problem+json";
        response.ContentLength = body.Length;
        return response.BodyWriter.WriteAsync(body).AsTask();
    }
}
