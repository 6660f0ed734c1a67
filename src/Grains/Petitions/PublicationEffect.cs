namespace Petitions.Grains.Petitions;

/// <summary>What the publication of a document changes.</summary>
[GenerateSerializer]
public enum PublicationEffect
{
    /// <summary>Nothing: it is published as it is.</summary>
    Nothing,

    /// <summary>There is no petition of this name yet.</summary>
    NewPetition,

    /// <summary>Signers read something else from then on: a new version.</summary>
    NewVersion,

    /// <summary>Dates, goals or other terms that are no part of what is signed.</summary>
    NewTerms,

    /// <summary>There is no petition of this name yet, and this is a draft.</summary>
    NewDraft,

    /// <summary>A draft gets another text. It stays one.</summary>
    ChangedDraft,

    /// <summary>A draft becomes public.</summary>
    Released,
}
