using Petitions.Frontend.Http;
using Petitions.Frontend.Localization;

namespace Petitions.Frontend.Pages.Form;

/// <summary>The form as it is shown: empty, or as it came back with what kept it from being taken.</summary>
public sealed record SignForm
{
    /// <summary>The form's id on its page, for buttons elsewhere on it.</summary>
    public const string Id = "sign-form";

    /// <summary>Fields of consents are called this and the consent's id; their value is the version.</summary>
    public const string ConsentPrefix = "consent-";

    /// <summary>The form that nobody has filled in.</summary>
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

    /// <summary>The consent is given in its current version: consent to an older text is not consent to this one.</summary>
    public bool HasConsented { get; init; }

    /// <summary>The newsletter is wanted.</summary>
    public bool Newsletter { get; init; }

    /// <summary>
    /// Makes sending the form again the same operation. Empty on the page that everybody gets from a cache; the page of a refused form
    /// carries the id that was tried.
    /// </summary>
    public string IdempotencyKey { get; init; } = "";

    /// <summary>The proof of work that was sent: for the same attempt it does once more.</summary>
    public string Proof { get; init; } = "";

    /// <summary>A proof of work is needed before the form is taken.</summary>
    public bool NeedsProof { get; init; }

    /// <summary>One was sent and did not do.</summary>
    public bool ProofFailed { get; init; }

    /// <summary>What is wrong, in the order of the form.</summary>
    public IReadOnlyList<FieldFault> Faults { get; init; } = [];

    /// <summary>Name of the text that says why a form without faults was not taken; null when it is new.</summary>
    public string? Refusal { get; init; }

    /// <summary>What is wrong with a field, or null.</summary>
    public string? ErrorOf(string field, Texts texts)
    {
        foreach (var fault in Faults)
            if (fault.Field == field) return texts.Of(fault);
        return null;
    }

    /// <summary>Where on the page a fault can be mended: at its field, or at the form when the field is not shown.</summary>
    public static string AnchorOf(string field) => field is "locale" or "document" ? "sign" : field;
}
