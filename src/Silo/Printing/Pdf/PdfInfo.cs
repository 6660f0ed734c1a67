namespace Petitions.Silo.Printing.Pdf;

/// <summary>What a file says of itself.</summary>
/// <param name="Title">Title of the document.</param>
/// <param name="Lang">Its language, a BCP 47 tag; null when there are several.</param>
/// <param name="Date">Its date. There is no time, so that the same content makes the same bytes.</param>
internal sealed record PdfInfo(string Title, string? Lang, DateOnly Date);
