using Microsoft.Extensions.Configuration;
using Petitions.Silo.Hosting;
using Xunit;

namespace Petitions.Tests.Silo.Hosting;

/// <summary>Whoever starts the program reads where its mails go.</summary>
public sealed class StartupMessageTests
{
    [Fact]
    public void Without_a_server_it_names_the_folder() => Assert.Matches(@"E-mails +/srv/data/mail +\(.*nothing is sent", Said([]));

    [Fact]
    public void With_a_server_it_names_that() => Assert.Matches(@"E-mails +by smtp\.example:587\n", Said(new()
    {
        ["Petition:PublicUrl"] = "https://petition.example", ["Petition:Mail:Host"] = "smtp.example", ["Petition:Mail:From"] = "petitions@petition.example",
    }));

    private static string Said(Dictionary<string, string?> configuration)
    {
        var settings = SiloSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(configuration).Build());
        using var console = new StringWriter();
        new StartupMessage(settings, "/srv/data", "SQLite", "/srv/data/keys", "/srv/data/mail", "/srv/data/admin.token").WriteTo(console);
        return console.ToString();
    }
}
