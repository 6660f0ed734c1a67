using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Silo.Mail;

/// <summary>Mails of a real program to a server that asks for TLS and for a login.</summary>
[Collection(PatientProcesses.Name)]
public sealed class MailLoginTests(PostgresServer postgres)
{
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(30);

    [Theory, InlineData("starttls"), InlineData("tls")]
    public async Task Mails_go_over_TLS_after_a_login(string security)
    {
        await using var server = await LoginServer.StartAsync(security);
        await using var petition = await StartAsync(server, security, LoginServer.Password);
        await petition.SignAsync(1);
        await petition.SignAsync(2);
        string[] expected = [$"taken {LoginServer.User} {SigningClient.EmailOf(1)}", $"taken {LoginServer.User} {SigningClient.EmailOf(2)}"];
        Assert.True(await Waiting.UntilAsync(Within, () => expected.All(server.Said.Contains)), $"{petition.Process.Transcript}\n{string.Join('\n', server.Said)}");
    }

    [Fact]
    public async Task A_wrong_password_is_said_and_mails_wait()
    {
        await using var server = await LoginServer.StartAsync("starttls");
        await using var petition = await StartAsync(server, "starttls", "tide and fog");
        await petition.SignAsync(1);
        await ExpectWaitingAsync(petition, "user or password refused");
        Assert.DoesNotContain("tide and fog", petition.Process.Transcript, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_that_nobody_trusts_gets_neither_password_nor_mail()
    {
        await using var server = await LoginServer.StartAsync("tls");
        await using var petition = await StartAsync(server, "tls", LoginServer.Password, isTrusted: false);
        await petition.SignAsync(1);
        await ExpectWaitingAsync(petition, "no connection with a certificate that this machine trusts");
        Assert.DoesNotContain(server.Said, line => line.StartsWith("taken", StringComparison.Ordinal) || line.StartsWith("refused", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_without_the_TLS_that_is_asked_for_gets_neither()
    {
        await using var server = new ScriptedSmtpServer();
        await using var petition = await ConfirmedPetition.StartAsync(StoreKind.Sqlite, postgres, server.Port, settings => settings
            .With("Petition__Mail__Security", "starttls").With("Petition__Mail__User", LoginServer.User).With("Petition__Mail__Password", LoginServer.Password));
        await petition.SignAsync(1);
        await ExpectWaitingAsync(petition, "the server does not offer what is configured, such as STARTTLS");
        Assert.Empty(server.Taken);
    }

    private static async Task ExpectWaitingAsync(ConfirmedPetition petition, string reason)
    {
        Assert.True(await Waiting.UntilAsync(Within, () => petition.Process.OutputLines.Any(line => line.Contains($"({reason})", StringComparison.Ordinal))), petition.Process.Transcript);
        Assert.Equal(1, await petition.ScalarAsync("SELECT count(*) FROM mail WHERE sent = 0 AND due_at IS NOT NULL AND parked_at IS NULL"));
    }

    private Task<ConfirmedPetition> StartAsync(LoginServer server, string security, string password, bool isTrusted = true) =>
        ConfirmedPetition.StartAsync(StoreKind.Sqlite, postgres, server.Port, settings =>
        {
            var login = settings.With("Petition__Mail__Host", "localhost").With("Petition__Mail__Security", security)
                .With("Petition__Mail__User", LoginServer.User).With("Petition__Mail__Password", password);
            return isTrusted ? login.With("SSL_CERT_FILE", server.CertificateFile) : login;
        });
}
