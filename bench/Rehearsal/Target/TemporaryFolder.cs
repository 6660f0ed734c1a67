namespace Petitions.Bench.Rehearsal.Target;

/// <summary>Folders that go with the run.</summary>
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
            // A killed program's last file may still be on its way; the system's cleaner takes what is left.
        }
    }
}
