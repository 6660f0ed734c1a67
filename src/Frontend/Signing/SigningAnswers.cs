using System.Text;
using Petitions.Frontend.Http;
using Petitions.Frontend.Localization;
using Petitions.Grains.Signing;

namespace Petitions.Frontend.Signing;

/// <summary>The one place where the outcome of a signature becomes an HTTP answer.</summary>
internal static class SigningAnswers
{
    private static ReadOnlySpan<byte> AcceptedBefore => "{\"receipt\":\""u8;

    private static ReadOnlySpan<byte> AcceptedAfter => "\",\"status\":\"accepted\"}"u8;

    private static ReadOnlySpan<byte> ConfirmationAfter => "\",\"status\":\"confirmation-sent\"}"u8;

    /// <summary>Null when the outcome is success.</summary>
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

    /// <summary>The field that is at fault; null when it is none.</summary>
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
    public static Task AnswerAsync(HttpContext http, SignAnswer answer)
    {
        if (answer is { Outcome: SignOutcome.Accepted, Receipt: { } receipt })
            return Receive(http.Response, StatusCodes.Status201Created, receipt, AcceptedAfter);
        if (answer is { Outcome: SignOutcome.ConfirmationSent, Receipt: { } pending })
            return Receive(http.Response, StatusCodes.Status202Accepted, pending, ConfirmationAfter);
        if (FaultOf(answer.Outcome) is { } fault) return Answers.Refuse(http, [fault]);
        return Answers.Refuse(http, ProblemOf(answer.Outcome) ?? Problem.Fault);
    }

    // A receipt is base64url: nothing to escape.
    private static Task Receive(HttpResponse response, int status, string receipt, ReadOnlySpan<byte> after)
    {
        var length = AcceptedBefore.Length + receipt.Length + after.Length;
        response.StatusCode = status;
        response.ContentType = Answers.Json;
        response.ContentLength = length;
        response.Headers.CacheControl = "no-store";

        var body = response.BodyWriter.GetSpan(length);
        AcceptedBefore.CopyTo(body);
        Encoding.ASCII.GetBytes(receipt, body[AcceptedBefore.Length..]);
        after.CopyTo(body[(AcceptedBefore.Length + receipt.Length)..]);
        response.BodyWriter.Advance(length);
        return response.BodyWriter.FlushAsync().AsTask();
    }
}
