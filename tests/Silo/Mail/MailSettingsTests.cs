using MailKit.Security;
using Microsoft.Extensions.Options;
using Petitions.Frontend.Hosting;
using Petitions.Silo.Mail;
using Xunit;

namespace Petitions.Tests.Silo.Mail;

public sealed class MailSettingsTests
{
    private const string Site = "https://petition.example/";

    [Fact]
    public void Without_a_server_mails_are_files_that_link_to_this_program()
    {
        var settings = MailSettings.Of(new(), null, ["http://*:5080", "http://localhost:5090"]);
        Assert.Null(settings.Server);
        Assert.Equal(("http://localhost:5080", "petitions@localhost"), (settings.PublicUrl, settings.From.Address));
        Assert.Equal("http://[::1]:5080", MailSettings.Of(new(), null, ["http://[::1]:5080"]).PublicUrl);
        Assert.Equal("http://localhost:5080", MailSettings.Of(new(), null, []).PublicUrl);
    }

    [Theory, InlineData("starttls", SecureSocketOptions.StartTls, 587), InlineData("tls", SecureSocketOptions.SslOnConnect, 465),
        InlineData("none", SecureSocketOptions.None, 25)]
    public void The_default_port_depends_on_the_encryption(string security, SecureSocketOptions meant, int port)
    {
        var settings = MailSettings.Of(Smtp(security), Site, []);
        Assert.Equal((meant, port), (settings.Server!.Security, settings.Server.Port));
        Assert.Equal("https://petition.example", settings.PublicUrl);
    }

    [Theory]
    [InlineData("Host", "smtp://x", "Petition__Mail__Host")]
    [InlineData("Security", "ssl", "Petition__Mail__Security")]
    [InlineData("Port", 70_000, "Petition__Mail__Port")]
    [InlineData("From", null, "Petition__Mail__From")]
    [InlineData("From", "Petitions", "Petition__Mail__From")]
    [InlineData("User", "petitions", "Petition__Mail__User")]
    public void An_invalid_value_is_named(string option, object? value, string named)
    {
        var options = Smtp("starttls");
        typeof(MailOptions).GetProperty(option)!.SetValue(options, value);
        Assert.Contains(named, Refusal(options), StringComparison.Ordinal);
    }

    [Fact]
    public void A_password_is_never_sent_unencrypted_and_in_no_error_message()
    {
        var options = Smtp("none");
        (options.User, options.Password) = ("petitions", "secret");
        var line = Refusal(options);
        Assert.Contains("Petition__Mail__Security", line, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", line, StringComparison.Ordinal);
        options.Host = "127.0.0.1";
        Assert.True(Validate(options).Succeeded);
        Assert.NotNull(MailSettings.Of(options, Site, []).Server);
    }

    [Fact]
    public void A_mail_server_needs_a_public_URL_for_links()
    {
        var refusal = Assert.Throws<StartupException>(() => MailSettings.Of(Smtp("tls"), null, []));
        Assert.Contains("Petition__PublicUrl", refusal.Message, StringComparison.Ordinal);
    }

    private static string Refusal(MailOptions options) => string.Join(' ', Validate(options).Failures ?? []);

    private static ValidateOptionsResult Validate(MailOptions options) => new MailOptionsValidator().Validate(MailOptions.Section, options);

    private static MailOptions Smtp(string security) =>
        new() { Host = "mail.example", Security = security, From = "Petitions <petitions@example.org>" };
}
