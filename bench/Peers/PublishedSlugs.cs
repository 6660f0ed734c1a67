namespace Petitions.Bench.Peers;

/// <summary>
/// The petitions there are: those of the folder of documents that this program is given in the same run. Only their names are read.
/// </summary>
internal static class PublishedSlugs
{
    private const string Demo = "lantern-cove-light";

    /// <summary>The slugs of <c>Petition:Documents</c>, or the one of the demo.</summary>
    public static IReadOnlyList<string> Read(IConfiguration configuration) =>
        configuration["Petition:Documents"] is { } folder
            ? [.. Directory.GetFiles(folder, "*.md").Select(file => Path.GetFileName(file).Split('.')[0]).Distinct()
                .Order(StringComparer.Ordinal)]
            : [Demo];
}
