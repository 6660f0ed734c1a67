using Petitions.Frontend.Http;
using Petitions.Frontend.Signing;
using Petitions.Grains.Signing;

namespace Petitions.Frontend.SignerPages;

/// <summary>The one place where the outcome of what a signer changed becomes a problem.</summary>
internal static class SignerChangeProblems
{
    /// <summary>Null when the signature is now as the signer asked.</summary>
    public static Problem? ProblemOf(SignerChange change) => change.Outcome switch
    {
        SignerChangeOutcome.Done => null,
        SignerChangeOutcome.UnknownPetition or SignerChangeOutcome.NothingStored => Problem.WrongLink,
        SignerChangeOutcome.Replaced or SignerChangeOutcome.Expired or SignerChangeOutcome.TooLate => Problem.SpentLink,
        SignerChangeOutcome.TryAgain => Problem.Unavailable,
        SignerChangeOutcome.Refused => SigningAnswers.ProblemOf(change.Refusal),
        _ => Problem.NotChanged,
    };
}
