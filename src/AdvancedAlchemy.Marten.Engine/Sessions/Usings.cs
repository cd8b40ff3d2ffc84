global using DocumentSessionBase = Marten.Internal.Sessions.DocumentSessionBase;
global using QuerySession = Marten.Internal.Sessions.QuerySession;
