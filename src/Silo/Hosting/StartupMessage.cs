namespace Petitions.Silo.Hosting;

/// <summary>What a person reads when the node has started: where it is and where its things lie.</summary>
internal sealed record StartupMessage(
    SiloSettings Settings, string DataPath, string Database, string KeysPath, string MailPath, string AdminTokenPath)
{
    public void WriteTo(TextWriter console)
    {
        var token = Settings.AdminToken is null ? AdminTokenPath : "set by Petition__Admin__Token";
        var address = Settings.Urls.Public.IsEmpty ? "none (Petition__Http__Enabled is false)" : string.Join("  ", Settings.Urls.Public);
        var mails = Settings.Mail.Server is { } server ? $"by {server.Host}:{server.Port}"
            : $"{MailPath}   (files to look at; nothing is sent)";
        console.Write($"""

              Petition.Orleans is ready.

                Petitions    {address}
                Admin        {string.Join("  ", Settings.Urls.Admin)}
                Database     {Database}
                Keys         {KeysPath}   (back them up, apart from the database)
                E-mails      {mails}
                Admin token  {token}

              Press Ctrl-C to stop.


            """);
        console.Flush();
    }
}
