namespace Petitions.Grains.Drafting;

/// <summary>What the author says besides the letter.</summary>
/// <param name="LetterName">File name of the letter, which names the petition when it has no subject.</param>
/// <param name="Slug">The petition's slug; null takes words of the subject.</param>
/// <param name="Lang">Language of the page, a BCP 47 tag; null is that of the notices, else that of the letter.</param>
public sealed record DraftOptions(string LetterName, string? Slug = null, string? Lang = null);
