using Petitions.Grains.Documents;

namespace Petitions.Frontend.Petitions;

/// <summary>The words by which answers and forms name what the terms of a petition say.</summary>
internal static class ApiNames
{
    /// <summary>The state of a petition in JSON.</summary>
    public static string Word(this PetitionPhase phase) => phase switch
    {
        PetitionPhase.Scheduled => "scheduled",
        PetitionPhase.Open => "open",
        _ => "closed",
    };

    /// <summary>Id of the consent that every signer gives.</summary>
    public static string MainConsent(this PetitionFacts facts) => facts.Transfer is null ? Consent.Signing : Consent.Transfer;
}
