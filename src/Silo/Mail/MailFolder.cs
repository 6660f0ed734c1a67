using MimeKit;
using Petitions.Grains.Keys;

namespace Petitions.Silo.Mail;

/// <summary>
/// Writes each mail into a file that a mail program opens, for a program that is tried out. A file is whole from the start: it is written
/// beside its place and moved there. Its name holds no address, and a mail that is sent again after a crash has the same name.
/// </summary>
internal sealed class MailFolder(string path) : IMailTransport, IMailConnection
{
    public string Description => path;

    public IMailConnection Connect() => this;

    public async Task<MailReply> SendAsync(MimeMessage message, CancellationToken cancel)
    {
        var name = message.MessageId!.Split('@')[0];
        var draft = Path.Combine(path, name + ".draft");
        try
        {
            PrivateFile.CreateFolder(path);
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            await using (var stream = new FileStream(draft, options)) await message.WriteToAsync(stream, cancel);
            File.Move(draft, Path.Combine(path, name + ".eml"), overwrite: true);
            return new(MailReplyKind.Accepted);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new(MailReplyKind.ServerUnavailable, e.Message);
        }
    }

    public Task CloseIdleAsync() => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
