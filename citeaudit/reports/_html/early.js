document.documentElement.classList.add("js");  // before anything is drawn, so that only one view is laid out
