using Petitions.Frontend.Http;

namespace Petitions.Frontend.AbuseProtection;

/// <summary>What the API answers to a signature that <see cref="AbuseFilter"/> stopped.</summary>
internal static class AbuseRefusal
{
    /// <summary>The problem; when a proof of work is needed, with the reason and the address of a challenge.</summary>
    public static Task AnswerAsync(HttpContext http, AbuseVerdict verdict, string slug)
    {
        var problem = verdict.Refusal ?? Problem.Fault;
        return problem == Problem.ProofNeeded
            ? Answers.Refuse(http, problem, problem.BodyWithChallenge(DetailOf(verdict.Proof), ChallengeEndpoint.PathOf(slug)))
            : Answers.Refuse(http, problem);
    }

    private static string DetailOf(ProofVerdict verdict) => (verdict switch
    {
        ProofVerdict.Malformed => "The proof cannot be read: it is the Base64 of a JSON object with challenge and solution. ",
        ProofVerdict.UnknownChallenge => "The challenge of the proof was not given out here for this petition, or it was changed. ",
        ProofVerdict.Expired => "The challenge of the proof has expired. ",
        ProofVerdict.TooEasy => "More work is asked for by now than the proof shows. ",
        ProofVerdict.WrongSolution => "The solution of the proof is wrong, and its challenge is used up. ",
        ProofVerdict.Used => "The challenge of the proof was used for another signature. ",
        _ => "",
    }) + Problem.ProofNeeded.Detail;
}
