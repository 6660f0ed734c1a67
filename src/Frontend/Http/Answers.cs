using System.Text;
using Microsoft.Extensions.Primitives;
using Petitions.Frontend.AbuseProtection;
using Petitions.Grains.Signing;

namespace Petitions.Frontend.Http;

/// <summary>
/// The only place where an outcome becomes an HTTP answer. Pages put the same problem in other words, with the same status and headers.
/// </summary>
internal static class Answers
{
    /// <summary>Longest wait that is asked for; drawn at random from 1 s on, so that refused clients do not come back together.</summary>
    public const int RetryAfterSecondsMax = 5;

    public const string Json = "application/json; charset=utf-8";

    private static readonly StringValues[] Waits = [.. Enumerable.Range(1, RetryAfterSecondsMax).Select(s => new StringValues($"{s}"))];

    private static ReadOnlySpan<byte> AcceptedBefore => "{\"receipt\":\""u8;

    private static ReadOnlySpan<byte> AcceptedAfter => "\",\"status\":\"accepted\"}"u8;

    private static ReadOnlySpan<byte> ConfirmationAfter => "\",\"status\":\"confirmation-sent\"}"u8;

    /// <summary>Null when the outcome is success; else the problem that it is.</summary>
    public static Problem? ProblemOf(SignOutcome outcome) => outcome switch
    {
        SignOutcome.Accepted or SignOutcome.ConfirmationSent => null,
        SignOutcome.UnknownPetition => Problem.UnknownPetition,
        SignOutcome.NotOpen => Problem.NotOpen,
        SignOutcome.TooManyWaiting => Problem.TooManyWaiting,
        SignOutcome.Overloaded => Problem.Overloaded,
        SignOutcome.Unknown => Problem.Unconfirmed,
        SignOutcome.Unstorable => Problem.Unstorable,
        _ when FaultOf(outcome) is not null => Problem.InvalidFields,
        _ => Problem.Fault,
    };

    /// <summary>Null when what a signer asked for is so now; else the problem that it is.</summary>
    public static Problem? ProblemOf(SignerChange change) => change.Outcome switch
    {
        SignerChangeOutcome.Done => null,
        SignerChangeOutcome.UnknownPetition or SignerChangeOutcome.NothingStored => Problem.WrongLink,
        SignerChangeOutcome.Replaced or SignerChangeOutcome.Expired or SignerChangeOutcome.TooLate => Problem.SpentLink,
        SignerChangeOutcome.TryAgain => Problem.Unavailable,
        SignerChangeOutcome.Refused => ProblemOf(change.Refusal),
        _ => Problem.NotChanged,
    };

    /// <summary>The field that an outcome is about; null when it is about none.</summary>
    public static FieldFault? FaultOf(SignOutcome outcome) => outcome switch
    {
        SignOutcome.ConsentMissing => new("consents", "Missing"),
        SignOutcome.ConsentOutdated => new("consents", "Outdated"),
        SignOutcome.ConsentUnknown => new("consents", "Unknown"),
        SignOutcome.NewsletterNotOffered => new("newsletter", "NotOffered"),
        SignOutcome.DocumentUnknown => new("document", "Unknown"),
        _ => null,
    };

    /// <summary>
    /// What the API answers to a signature. Computed from the request alone: new and repeated signatures have the same status, headers and
    /// body by construction.
    /// </summary>
    public static Task Of(HttpContext http, SignAnswer answer)
    {
        if (answer is { Outcome: SignOutcome.Accepted, Receipt: { } receipt })
            return Receive(http.Response, StatusCodes.Status201Created, receipt, AcceptedAfter);
        if (answer is { Outcome: SignOutcome.ConfirmationSent, Receipt: { } pending })
            return Receive(http.Response, StatusCodes.Status202Accepted, pending, ConfirmationAfter);
        if (FaultOf(answer.Outcome) is { } fault) return Refuse(http, [fault]);
        return Refuse(http, ProblemOf(answer.Outcome) ?? Problem.Fault);
    }

    /// <summary>A problem whose body is known beforehand.</summary>
    public static Task Refuse(HttpContext http, Problem problem) => Write(http.Response, problem, problem.Body);

    /// <summary>A problem with a reason that is only known now.</summary>
    public static Task Refuse(HttpContext http, Problem problem, string detail) => Write(http.Response, problem, problem.BodyWith(detail));

    /// <summary>What the gate in front of signatures said, and where a challenge is to be had when it asks for a proof.</summary>
    public static Task Refuse(HttpContext http, AbuseVerdict verdict, string slug)
    {
        var problem = verdict.Refusal ?? Problem.Fault;
        return problem == Problem.ProofNeeded
            ? Write(http.Response, problem, problem.BodyWithChallenge(ProofText(verdict.Proof), ChallengeEndpoint.PathOf(slug)))
            : Refuse(http, problem);
    }

    /// <summary>422 with what is wrong with each field.</summary>
    public static Task Refuse(HttpContext http, IReadOnlyList<FieldFault> faults) =>
        Write(http.Response, Problem.InvalidFields, Problem.InvalidFields.BodyWith(faults));

    /// <summary>422 with what is wrong with documents or questions of staff, one line each.</summary>
    public static Task RefuseProblems(HttpContext http, IReadOnlyList<string> problems) =>
        Write(http.Response, Problem.Unacceptable, Problem.Unacceptable.BodyWith(problems));

    private static string ProofText(ProofVerdict verdict) => (verdict switch
    {
        ProofVerdict.Malformed => "The proof cannot be read: it is the Base64 of a JSON object with challenge and solution. ",
        ProofVerdict.UnknownChallenge => "The challenge of the proof was not given out here for this petition, or it was changed. ",
        ProofVerdict.Expired => "The challenge of the proof has expired. ",
        ProofVerdict.TooEasy => "More work is asked for by now than the proof shows. ",
        ProofVerdict.WrongSolution => "The solution of the proof is wrong, and its challenge is used up. ",
        ProofVerdict.Used => "The challenge of the proof was used for another signature. ",
        _ => "",
    }) + Problem.ProofNeeded.Detail;

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
        if (problem.Status == StatusCodes.Status401Unauthorized) response.Headers.WWWAuthenticate = "Bearer";
        // The rest of a body that is too large is not worth reading.
        if (problem.Status == StatusCodes.Status413PayloadTooLarge) response.Headers.Connection = "close";
    }

    // A receipt is base64url: nothing in it needs to be escaped.
    private static Task Receive(HttpResponse response, int status, string receipt, ReadOnlySpan<byte> after)
    {
        var length = AcceptedBefore.Length + receipt.Length + after.Length;
        response.StatusCode = status;
        response.ContentType = Json;
        response.ContentLength = length;
        response.Headers.CacheControl = "no-store";

        var body = response.BodyWriter.GetSpan(length);
        AcceptedBefore.CopyTo(body);
        Encoding.ASCII.GetBytes(receipt, body[AcceptedBefore.Length..]);
        after.CopyTo(body[(AcceptedBefore.Length + receipt.Length)..]);
        response.BodyWriter.Advance(length);
        return response.BodyWriter.FlushAsync().AsTask();
    }

    private static Task Write(HttpResponse response, Problem problem, byte[] body)
    {
        SetHead(response, problem);
        response.ContentType = "application/problem+json";
        response.ContentLength = body.Length;
        return response.BodyWriter.WriteAsync(body).AsTask();
    }
}
