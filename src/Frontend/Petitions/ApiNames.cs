using System.Text.Json;
using Petitions.Grains.Documents;
using Petitions.Grains.Ledger;
using Petitions.Grains.Petitions;

namespace Petitions.Frontend.Petitions;

/// <summary>The names of enum values in JSON and in forms.</summary>
internal static class ApiNames
{
    /// <summary>The state of a petition in JSON.</summary>
    public static string Word(this PetitionPhase phase) => phase switch
    {
        PetitionPhase.Scheduled => "scheduled",
        PetitionPhase.Open => "open",
        _ => "closed",
    };

    /// <summary>
    /// The state of a petition in answers to admins. Public answers have that of the phase, which clients have known from the beginning.
    /// </summary>
    public static string Word(this PetitionStage stage) => stage switch
    {
        PetitionStage.Draft => "draft",
        PetitionStage.Scheduled => "scheduled",
        PetitionStage.Open => "open",
        PetitionStage.Closed => "closed",
        PetitionStage.HandedOver => "handed-over",
        _ => "archived",
    };

    /// <summary>What happened in the life of a petition, in JSON: words with hyphens.</summary>
    public static string Word(this TransitionKind kind) => JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString());

    /// <summary>The state of a signature in JSON.</summary>
    public static string Word(this SignatureState state) => state switch
    {
        SignatureState.Pending => "pending",
        SignatureState.Counted => "counted",
        SignatureState.Withdrawn => "withdrawn",
        SignatureState.Invalidated => "invalidated",
        _ => "expired",
    };

    /// <summary>The id of the required consent.</summary>
    public static string MainConsent(this PetitionFacts facts) => facts.Transfer is null ? Consent.Signing : Consent.Transfer;
}
