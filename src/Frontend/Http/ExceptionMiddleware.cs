namespace Petitions.Frontend.Http;

/// <summary>
/// Around everything else. An exception is logged and answered 500 without any of its details; an unknown address or method gets a body.
/// All in the <see cref="ProblemStyle"/> of the call.
/// </summary>
internal sealed partial class ExceptionMiddleware(RequestDelegate next, ILogger<ExceptionMiddleware> log)
{
    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
            var response = http.Response;
            if (response.HasStarted) return;
            if (response.StatusCode == StatusCodes.Status404NotFound) await RefuseAsync(http, Problem.UnknownAddress);
            if (response.StatusCode == StatusCodes.Status405MethodNotAllowed) await RefuseAsync(http, Problem.WrongMethod);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException && http.RequestAborted.IsCancellationRequested)
        {
            // The client is gone.
        }
        catch (BadHttpRequestException e) when (!http.Response.HasStarted)
        {
            await RefuseAsync(http, e.StatusCode switch
            {
                StatusCodes.Status413PayloadTooLarge => Problem.TooLarge,
                StatusCodes.Status408RequestTimeout => Problem.TooSlow,
                _ => Problem.Malformed,
            });
        }
        catch (Exception e) when (!http.Response.HasStarted)
        {
            LogFault(e, http.Request.Method, http.GetEndpoint()?.DisplayName);
            http.Response.Clear();
            ContentSniffing.Forbid(http.Response);
            await RefuseAsync(http, Problem.Fault);
        }
    }

    private static Task RefuseAsync(HttpContext http, Problem problem) => ProblemStyle.Of(http).RefuseAsync(http, problem);

    // The route and not the path: a path may hold user input or a token.
    [LoggerMessage(LogLevel.Error, "A {Method} call of {Route} failed.")]
    private partial void LogFault(Exception e, string method, string? route);
}
