using Petitions.Frontend.Localization;

namespace Petitions.Frontend.Pages.Form;

/// <summary>The form as it is shown: empty, or filled in with the reason why it was refused.</summary>
public sealed record SignForm
{
    /// <summary>The element id of the form, for buttons outside of it.</summary>
    public const string Id = "sign-form";

    /// <summary>Names of consent fields: this prefix and the consent's id. The value is the version.</summary>
    public const string ConsentPrefix = "consent-";

    /// <summary>The empty form.</summary>
    public static SignForm Empty { get; } = new();

    /// <summary>Given name, as typed.</summary>
    public string GivenName { get; init; } = "";

    /// <summary>Family name, as typed.</summary>
    public string FamilyName { get; init; } = "";

    /// <summary>E-mail address, as typed.</summary>
    public string Email { get; init; } = "";

    /// <summary>Place of residence, as typed.</summary>
    public string Place { get; init; } = "";

    /// <summary>Country code, as chosen.</summary>
    public string Country { get; init; } = "";

    /// <summary>The box about the age is ticked.</summary>
    public bool AgeConfirmed { get; init; }

    /// <summary>Consent is given to the current version; consent to an older text does not count.</summary>
    public bool HasConsented { get; init; }

    /// <summary>The newsletter is wanted.</summary>
    public bool Newsletter { get; init; }

    /// <summary>
    /// The idempotency key, with which a second submission is the same attempt. Empty on the cacheable page; a refused form has the key of
    /// its attempt.
    /// </summary>
    public string IdempotencyKey { get; init; } = "";

    /// <summary>The proof of work that was sent; valid again for the same attempt.</summary>
    public string Proof { get; init; } = "";

    /// <summary>The form is accepted only with a proof of work.</summary>
    public bool NeedsProof { get; init; }

    /// <summary>A proof was sent and is not valid.</summary>
    public bool ProofFailed { get; init; }

    /// <summary>What is wrong, in the order of the form.</summary>
    public IReadOnlyList<FieldFault> Faults { get; init; } = [];

    /// <summary>Name of the text that says why a form without faults was refused; null when it was not.</summary>
    public string? Refusal { get; init; }

    /// <summary>What is wrong with a field, or null.</summary>
    public string? ErrorOf(string field, Texts texts)
    {
        foreach (var fault in Faults)
            if (fault.Field == field) return texts.Of(fault);
        return null;
    }

    /// <summary>The element id for a link to a fault: its field, or the form when the field is hidden.</summary>
    public static string AnchorOf(string field) => field is "locale" or "document" ? "sign" : field;
}
