using System.Reflection;

namespace Petitions.Silo.Storage;

/// <summary>SQL lives in <c>.sql</c> files beside the code and is embedded into the program under their path in this project.</summary>
internal static class SqlText
{
    public static string Read(string path)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(path)
            ?? throw new InvalidOperationException($"The file {path} is not embedded in the program.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
