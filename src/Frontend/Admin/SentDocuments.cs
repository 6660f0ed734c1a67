using System.Collections.Immutable;
using Petitions.Frontend.Http;
using Petitions.Grains.Documents;

namespace Petitions.Frontend.Admin;

/// <summary>The documents of a petition in the body of a call, read and checked like those of the folder.</summary>
/// <param name="Document">All languages of the petition.</param>
/// <param name="Warnings">What the author should look at.</param>
/// <param name="IsDraft">They are to be a draft.</param>
internal sealed record SentDocuments(PetitionDocument Document, ImmutableArray<string> Warnings, bool IsDraft)
{
    /// <summary>Largest body, in bytes: four languages of the largest size.</summary>
    public const int BodyBytesMax = 1024 * 1024;

    /// <summary>The documents for the petition that the address names; null when the call was refused with all their problems.</summary>
    public static async Task<SentDocuments?> ReadAsync(HttpContext http, string slug, DocumentDefaults defaults)
    {
        if (await AdminBodies.ReadAsync(http, BodyBytesMax, AdminJson.Default.PublicationBody) is not { } body) return null;

        var files = new PetitionFiles(slug, [.. body.Documents.Select(document => new DocumentFile(document.Name, document.Content))], []);
        var reading = files.Parse(defaults);
        ImmutableArray<string> warnings = [.. reading.Warnings.Select(warning => warning.ToString())];
        if (reading.Document is { } document && document.Slug == slug) return new(document, warnings, body.Draft);

        await Answers.RefuseProblems(
            http,
            reading.Document is { Slug: var other }
                ? [$"The documents are those of '{other}' and not of '{slug}': send them to its address."]
                : [.. reading.Problems.Select(problem => problem.ToString())],
            warnings);
        return null;
    }
}
