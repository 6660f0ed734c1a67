namespace Petitions.Bench.Rehearsal.Target;

/// <summary>Removes the folders of a run.</summary>
internal static class TemporaryFolder
{
    public static void Remove(DirectoryInfo folder)
    {
        try
        {
            folder.Delete(recursive: true);
        }
        catch (IOException)
        {
            // A killed program may still be writing a file. The system cleans its temporary folder.
        }
    }
}
